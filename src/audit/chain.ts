/** The chain that holds the audit log together: each hash is over the one before it, the row's number and its words. */
import { createHash } from 'node:crypto';
import { t } from '../kit/t.ts';

export interface AuditRow {
  /** From 1, without a gap. */
  sequence: number;
  /** The entry, as JSON, letter by letter as it was hashed unless `hashed` says otherwise. */
  entry: string;
  /** What was hashed, where the entry was opened for reading: in it, what is of people is sealed. */
  hashed?: string;
  hash: string;
}

/** The last row's number and hash; `start` before the first. */
export interface AuditHead {
  sequence: number;
  hash: string;
}

export const start: AuditHead = { sequence: 0, hash: '' };

/** SHA-256 (hex). The database computes the same when it appends (`append_audit` in the migrations). */
export function chainHash(previous: string, sequence: number, entry: string): string {
  return createHash('sha256').update(`${previous}\n${sequence}\n${entry}`).digest('hex');
}

export interface Verification {
  /** Of the rows that were read. */
  head: AuditHead;
  /** In words, at most a hundred. Empty: nothing was changed, removed or put elsewhere. */
  faults: string[];
}

/**
 * Walks the chain. `head`: where the database says that it ends. `known`: a head that was written down elsewhere (a
 * log line, a report); rows that were cut off at the end, or a chain that was made anew as a whole, show only by that.
 */
export async function verify(
  rows: AsyncIterable<AuditRow>,
  head: AuditHead,
  known?: AuditHead,
): Promise<Verification> {
  const faults: string[] = [];
  let last = start;
  let passed = known === undefined || known.sequence === 0;
  for await (const row of rows) {
    if (faults.length < MOST) faults.push(...faultsOf(row, last));
    if (row.sequence === known?.sequence) {
      passed = true;
      if (row.hash !== known.hash) faults.push(t('Row {row} is not the one that was known.', text(row)));
    }
    last = { sequence: row.sequence, hash: row.hash };
  }
  if (last.sequence !== head.sequence || last.hash !== head.hash)
    faults.push(
      t('The log ends with row {found}; it ended with row {wanted}.', {
        found: String(last.sequence),
        wanted: String(head.sequence),
      }),
    );
  if (!passed) faults.push(t('Row {row}, which was known, is missing.', text(known ?? start)));
  return { head: last, faults };
}

function faultsOf(row: AuditRow, last: AuditHead): string[] {
  if (row.sequence > last.sequence + 1) {
    const [from, to] = [String(last.sequence + 1), String(row.sequence - 1)];
    const missing =
      from === to
        ? t('Row {from} is missing.', { from })
        : t('Rows {from} to {to} are missing.', { from, to });
    // What it was chained to is gone.
    return [missing];
  }
  if (row.hash === chainHash(last.hash, row.sequence, row.hashed ?? row.entry)) return [];
  return [t('Row {row} was changed, or is not where it was written.', text(row))];
}

const text = ({ sequence }: { sequence: number }) => ({ row: String(sequence) });
const MOST = 100;
