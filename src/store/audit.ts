/** The audit log: appended as the last thing that a transaction does, read in its order, never changed. */
import { asc, gt, type SQL, sql } from 'drizzle-orm';
import { type AuditHead, type AuditRow, start } from '../audit/chain.ts';
import type { AuditEntry } from '../audit/entry.ts';
import { isVeiled, type Keys, peopleIn, unveil, veil } from '../audit/veil.ts';
import { ERASED } from '../people/erased.ts';
import * as auditKeys from './audit-keys.ts';
import type { Handle, Transaction } from './database.ts';
import { audit, auditHead } from './schema/audit.ts';

/** Everybody else who appends waits until the transaction has ended: call it last. What is of people is sealed. */
export async function append(transaction: Transaction, ...entries: AuditEntry[]): Promise<void> {
  const keys = await auditKeys.keysFor(transaction, [...new Set(entries.flatMap(peopleIn))]);
  const texts = sql.param(entries.map((entry) => JSON.stringify(veil(entry, keys))));
  await transaction.execute(sql`select append_audit(${texts}::text[])`);
}

/**
 * The same within a statement, for what its last SELECT lists: elsewhere it might not be run. `entries` is a query of
 * one column of jsonb, in the order in which they are appended.
 */
export function appending(entries: SQL): SQL {
  return sql`append_audit(array(select jsonb_strip_nulls(entry)::text from (${entries}) as asked(entry)))`;
}

/**
 * From the first row to the last, a thousand at a time, with what is sealed opened. `end`: the number of the last one that
 * is wanted, as rows are appended meanwhile.
 */
export async function* all(db: Handle, end = Number.POSITIVE_INFINITY): AsyncGenerator<AuditRow> {
  const keys = await auditKeys.find(db);
  let last = 0;
  for (;;) {
    const rows = await db
      .select()
      .from(audit)
      .where(gt(audit.sequence, last))
      .orderBy(asc(audit.sequence))
      .limit(PAGE);
    for (const row of rows) {
      if (row.sequence > end) return;
      yield opened(row, keys);
    }
    const latest = rows.at(-1);
    if (!latest) return;
    last = latest.sequence;
  }
}

function opened(row: AuditRow, keys: Keys): AuditRow {
  if (!isVeiled(row.entry)) return row;
  const entry = JSON.stringify(unveil(JSON.parse(row.entry), keys, ERASED));
  return { ...row, entry, hashed: row.entry };
}

/** How many entries name this person in words that can be read by anybody: those from before names were sealed. */
export async function namedOpenly(db: Handle, personId: number): Promise<number> {
  let count = 0;
  for await (const { entry, hashed = entry } of all(db))
    if (!isVeiled(hashed) && peopleIn(JSON.parse(hashed)).includes(personId)) count += 1;
  return count;
}

/** Where the chain ends. */
export async function head(db: Handle): Promise<AuditHead> {
  const [row] = await db.select().from(auditHead);
  return row ?? start;
}

const PAGE = 1_000;
