/** The audit log: appended as the last thing that a transaction does, read in its order, never changed. */
import { asc, gt, type SQL, sql } from 'drizzle-orm';
import { type AuditHead, type AuditRow, start } from '../audit/chain.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { Handle, Transaction } from './database.ts';
import { audit, auditHead } from './schema/audit.ts';

/** Everybody else who appends waits until the transaction has ended: call it last. */
export async function append(transaction: Transaction, ...entries: AuditEntry[]): Promise<void> {
  const texts = sql.param(entries.map((entry) => JSON.stringify(entry)));
  await transaction.execute(sql`select append_audit(${texts}::text[])`);
}

/**
 * The same within a statement, for what its last SELECT lists: elsewhere it might not be run. `entries` is a query of
 * one column of jsonb, in the order in which they are appended.
 */
export function appending(entries: SQL): SQL {
  return sql`append_audit(array(select jsonb_strip_nulls(entry)::text from (${entries}) as asked(entry)))`;
}

/** From the first row to the last, a thousand at a time. */
export async function* all(db: Handle): AsyncGenerator<AuditRow> {
  let last = 0;
  for (;;) {
    const rows = await db
      .select()
      .from(audit)
      .where(gt(audit.sequence, last))
      .orderBy(asc(audit.sequence))
      .limit(PAGE);
    yield* rows;
    const end = rows.at(-1);
    if (!end) return;
    last = end.sequence;
  }
}

/** Where the chain ends. */
export async function head(db: Handle): Promise<AuditHead> {
  const [row] = await db.select().from(auditHead);
  return row ?? start;
}

const PAGE = 1_000;
