/** What keeps posts from going out: freezes, accounts that do not let us in, and the gate that both close. Migrations are made from this folder: `npm run migrations`. */
import { sql } from 'drizzle-orm';
import { bigint, boolean, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { PauseProblem } from '../../posts/delivery.ts';
import { identity, instant, reference } from './columns.ts';
import { people } from './people.ts';

export const freezes = pgTable(
  'freezes',
  {
    id: identity('id').primaryKey(),
    /** As it was asked for: `all`, names of targets and groups. */
    scope: text('scope').notNull(),
    /** Null: all there are. */
    targets: text('targets').array(),
    reason: text('reason').notNull(),
    personId: reference('person_id')
      .notNull()
      .references(() => people.id),
    frozenAt: instant('frozen_at').notNull(),
    /** Deliveries that were being handed over at that moment. */
    inFlight: bigint('in_flight', { mode: 'number' }).array().notNull(),
    liftedAt: instant('lifted_at'),
    liftedBy: reference('lifted_by').references(() => people.id),
    /** When nothing that fell due meanwhile waited for a word any more. */
    reviewedAt: instant('reviewed_at'),
  },
  (table) => [index('freezes_open').on(table.id).where(sql`${table.reviewedAt} is null`)],
);

/** Accounts that did not let us in: their posts wait. */
export const pauses = pgTable(
  'pauses',
  {
    id: identity('id').primaryKey(),
    target: text('target').notNull(),
    problem: jsonb('problem').$type<PauseProblem>().notNull(),
    pausedAt: instant('paused_at').notNull(),
    resumedAt: instant('resumed_at'),
  },
  (table) => [uniqueIndex('pauses_open').on(table.target).where(sql`${table.resumedAt} is null`)],
);

/**
 * One row, the sum of what is open above. Whoever begins to send holds it in share; whoever closes it waits for them,
 * and who begins afterwards sees it closed.
 */
export const publishingGate = pgTable('publishing_gate', {
  allFrozen: boolean('all_frozen').notNull(),
  frozen: text('frozen').array().notNull(),
  paused: text('paused').array().notNull(),
});
