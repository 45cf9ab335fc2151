/** The audit log. Migrations are made from this folder: `npm run migrations`. */
import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core';

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

/** What the audit log seals of a person: who has none is named openly, or not at all any more. */
export const auditKeys = pgTable(
  'audit_keys',
  {
    /** The number that the entries carry; the person's own, or one that they had before they turned out to be another. */
    id: bigint('id', { mode: 'number' }).primaryKey(),
    personId: bigint('person_id', { mode: 'number' }).notNull(),
    /** 32 bytes in base64; null: destroyed. */
    key: text('key'),
  },
  (table) => [index('audit_keys_by_person').on(table.personId)],
);
