/** One post to one target. Migrations are made from this folder: `npm run migrations`. */
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Intent, Published } from '../../networks/network.ts';
import type { DeliveryState, Problem } from '../../posts/delivery.ts';
import { identity, instant, reference } from './columns.ts';
import { posts } from './posts.ts';

export const deliveries = pgTable(
  'deliveries',
  {
    id: identity('id').primaryKey(),
    /** Travels to the network: the idempotency key, the mark for reading back. */
    key: text('key').notNull(),
    postId: reference('post_id')
      .notNull()
      .references(() => posts.id),
    revision: integer('revision').notNull(),
    target: text('target').notNull(),
    /** The approved content; checked again right before sending. */
    hash: text('hash').notNull(),
    state: text('state').$type<DeliveryState>().notNull(),
    /** When it is due; only a person's retry moves it. */
    dueAt: instant('due_at').notNull(),
    /** When it is to be worked on next. */
    nextAt: instant('next_at').notNull(),
    /** Counts claims: a worker that lost its claim cannot write any more. */
    fence: integer('fence').notNull().default(0),
    /** By the database's clock: until then the claim holds. */
    leaseUntil: instant('lease_until'),
    attempts: integer('attempts').notNull().default(0),
    intent: jsonb('intent').$type<Intent>(),
    /** Since when it may be live without our knowing. */
    doubtfulSince: instant('doubtful_since'),
    /** When the last try that leaves a doubt was over, or was found abandoned. */
    triedAt: instant('tried_at'),
    published: jsonb('published').$type<Published>(),
    /** Of a thread: the parts that are out, in their order. */
    sentParts: jsonb('sent_parts').$type<Published[]>().notNull().default([]),
    problem: jsonb('problem').$type<Problem>(),
    sentAt: instant('sent_at'),
  },
  (table) => [
    uniqueIndex('deliveries_once').on(table.postId, table.revision, table.target),
    index('deliveries_due').on(table.nextAt).where(sql`${table.state} = 'scheduled'`),
    index('deliveries_held').on(table.target).where(sql`${table.state} = 'held'`),
    index('deliveries_sent').on(table.sentAt),
    index('deliveries_removing').on(table.id).where(sql`${table.state} = 'removing'`),
    index('deliveries_published').on(sql`(published ->> 'id')`),
    index('deliveries_unsent').on(table.dueAt).where(sql`${table.state} in ('failed', 'unknown')`),
    index('deliveries_by_target').on(table.target, table.dueAt),
    index('deliveries_leased').on(table.leaseUntil).where(sql`${table.state} in ('claimed', 'sending')`),
  ],
);
