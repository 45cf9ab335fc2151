/** The audit log. Migrations are made from this folder: `npm run migrations`. */
import { bigint, pgTable, text } from 'drizzle-orm/pg-core';

/** Written by the function `append_audit` alone (see the migrations), which chains the rows. */
export const audit = pgTable('audit', {
  sequence: bigint('sequence', { mode: 'number' }).primaryKey(),
  /** JSON, letter by letter as it was hashed. */
  entry: text('entry').notNull(),
  hash: text('hash').notNull(),
});

/** One row: where the chain ends. Whoever appends holds it, so that there is one order. */
export const auditHead = pgTable('audit_head', {
  sequence: bigint('sequence', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
});
