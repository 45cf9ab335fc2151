/**
 * `bellwether audit verify` walks the hash chain of the audit log and tells every row that was changed, removed or put
 * elsewhere; `bellwether audit export` prints the log as JSON lines, `entry` letter by letter as it was hashed: the hash
 * of a line is SHA-256 over the hash before it, a line feed, `sequence`, a line feed, and `entry`.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { readEnvironment } from '../../../config/env.ts';
import { type AuditHead, type AuditRow, verify } from '../../audit/chain.ts';
import { Consistency, type SentDelivery } from '../../audit/consistency.ts';
import { createLog } from '../../kit/log.ts';
import { printable } from '../../kit/printable.ts';
import { t } from '../../kit/t.ts';
import type { Database } from '../../store/database.ts';
import { EXIT, type Io, UsageError, type Verb } from '../verb.ts';

export const verb: Verb = {
  name: 'audit',
  summary: t('Verifies the audit log, or prints it as JSON lines.'),
  usage: 'verify [--known SEQUENCE:HASH] | export',
  async run(args, io) {
    const { act, known } = read(args);
    const { openDatabase } = await import('../../store/open/open-database.ts');
    const environment = readEnvironment(io.environment);
    const opened = await openDatabase({ ...environment, migrate: false, log: createLog('silent') });
    try {
      return await (act === 'verify'
        ? verifyLog(opened.database, known, io)
        : exportLog(opened.database, io));
    } finally {
      await opened.close();
    }
  },
};

async function verifyLog(database: Database, known: AuditHead | undefined, io: Io): Promise<number> {
  const audit = await import('../../store/audit.ts');
  const { sentDeliveries } = await import('../../store/sent-deliveries.ts');
  // What is out first, since by then the log tells of it; its end next: what is appended meanwhile is no fault.
  const sent: SentDelivery[] = [];
  for await (const one of sentDeliveries(database)) sent.push(one);
  const end = await audit.head(database);
  const consistency = new Consistency();
  const rows = reading(audit.all(database, end.sequence), consistency);
  const { head, faults: broken } = await verify(rows, end, known);
  for (const one of sent) consistency.compare(one);
  const faults = [...broken, ...consistency.faults];
  const place = `${head.sequence}:${head.hash}`;
  if (faults.length === 0) {
    const whole = t(
      'The audit log is whole: {rows, plural, =0 {it is empty} one {# row, ending with {place}} other {# rows, ending with {place}}}.',
      { rows: head.sequence, place },
    );
    io.output.write(`${whole}\n`);
    return EXIT.fine;
  }
  for (const fault of faults) io.errors.write(`${printable(fault)}\n`);
  return EXIT.fault;
}

/** Each row is read by both in one pass. */
async function* reading(rows: AsyncIterable<AuditRow>, consistency: Consistency): AsyncGenerator<AuditRow> {
  for await (const row of rows) {
    consistency.read(row.sequence, row.entry);
    yield row;
  }
}

async function exportLog(database: Database, io: Io): Promise<number> {
  const { all } = await import('../../store/audit.ts');
  for await (const { sequence, hash, entry, hashed } of all(database)) {
    const sealed = hashed === undefined ? '' : `"hashed":${JSON.stringify(hashed)},`;
    const line = `{"sequence":${sequence},"hash":"${hash}",${sealed}"entry":${entry}}\n`;
    if (!io.output.write(line)) await once(io.output, 'drain');
  }
  return EXIT.fine;
}

function read(args: string[]): { act: 'verify' | 'export'; known?: AuditHead } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { known: { type: 'string' } },
  });
  const [act, ...more] = positionals;
  if ((act !== 'verify' && act !== 'export') || more.length > 0)
    throw new UsageError(t('Say which: audit verify, or audit export.'));
  if (act === 'export' && values.known !== undefined)
    throw new UsageError(t('--known belongs to audit verify.'));
  return { act, known: values.known === undefined ? undefined : readHead(values.known) };
}

function readHead(words: string): AuditHead {
  const found = /^(\d{1,15}):([0-9a-f]{64})$/.exec(words);
  if (found?.[2]) return { sequence: Number(found[1]), hash: found[2] };
  throw new UsageError(t('--known must be a number, a colon and a hash, as verify and the log print them.'));
}
