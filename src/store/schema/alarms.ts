/** What must happen at a time. Migrations are made from this folder: `npm run migrations`. */
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Subject } from '../../kit/subject.ts';
import { identity, instant } from './columns.ts';

/** One for each subject, kind and key; it is deleted when it has rung. */
export const alarms = pgTable(
  'alarms',
  {
    id: identity('id').primaryKey(),
    subject: text('subject').$type<Subject>().notNull(),
    /** The name of its file in alarms/. */
    kind: text('kind').notNull(),
    /** Tells several of one kind apart. */
    key: text('key').notNull().default(''),
    /** By the app's clock. */
    dueAt: instant('due_at').notNull(),
    /** Of a try that failed: not before. Else it is `due_at`. */
    nextAt: instant('next_at').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull().default({}),
    /** Tries since it fell due. */
    attempts: integer('attempts').notNull().default(0),
    fence: integer('fence').notNull().default(0),
    leaseUntil: instant('lease_until'),
  },
  (table) => [
    uniqueIndex('alarms_once').on(table.subject, table.kind, table.key),
    index('alarms_due').on(table.nextAt),
  ],
);
