/** Reports that were made, and what published posts got, by their age. Migrations are made from this folder: `npm run migrations`. */
import { boolean, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Report } from '../../reports/report.ts';
import { identity, instant, reference } from './columns.ts';
import { deliveries } from './deliveries.ts';

/** One for each audience and period: it stands before anything of it is sent, and never changes. */
export const reports = pgTable(
  'reports',
  {
    id: identity('id').primaryKey(),
    /** The audience's name in the team file. */
    audience: text('audience').notNull(),
    /** `2026-W46`. */
    period: text('period').notNull(),
    report: jsonb('report').$type<Report>().notNull(),
    /** Names of the indicators that its message shows. */
    shown: text('shown').array().notNull(),
    madeAt: instant('made_at').notNull(),
  },
  (table) => [uniqueIndex('reports_once').on(table.audience, table.period)],
);

/** What a published post had got when it was so old, as its network told. */
export const readings = pgTable(
  'readings',
  {
    deliveryId: reference('delivery_id')
      .notNull()
      .references(() => deliveries.id),
    /** Hours after it went out. */
    age: integer('age').notNull(),
    target: text('target').notNull(),
    /** When the post was to be read, and when it was. */
    dueAt: instant('due_at').notNull(),
    takenAt: instant('taken_at').notNull(),
    /** `gone`: the network does not show the post any more. `missed`: it could not be read while it was of that age. */
    outcome: text('outcome').$type<'read' | 'gone' | 'missed'>().notNull(),
    /** Read so much later than it was due that it cannot be compared. */
    isLate: boolean('is_late').notNull(),
    /** As the network names them; what it did not tell is absent. */
    counts: jsonb('counts').$type<Record<string, number>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.age] })],
);

/** The readings of posts of one account, summed up by the quarter of an hour in which they were due: what reports read. */
export const readingSlots = pgTable(
  'reading_slots',
  {
    age: integer('age').notNull(),
    /** The beginning of the quarter. */
    at: instant('at').notNull(),
    target: text('target').notNull(),
    /** The name of the count; empty: the posts themselves. */
    count: text('count').notNull(),
    /** How many posts tell it, in time; for the posts themselves, how many were read in time. */
    posts: integer('posts').notNull(),
    /** Of the count over those posts; for the posts themselves, how many there are. */
    total: integer('total').notNull(),
  },
  (table) => [primaryKey({ columns: [table.age, table.at, table.target, table.count] })],
);
