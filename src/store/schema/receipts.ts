/** What networks show of published posts, as they were last read. Migrations are made from this folder: `npm run migrations`. */
import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { Drift } from '../../networks/live.ts';
import { instant, reference } from './columns.ts';
import { deliveries } from './deliveries.ts';

export type ReceiptOutcome = 'same' | 'changed' | 'gone';

/** A drift in one part of a thread, from 1. `hash`: SHA-256 (hex) of all that stands there, where that is shortened. */
export type PartDrift = Drift & { part: number; hash?: string };

/**
 * How the network wrote a text when it was read for the first time: of both the SHA-256 (hex), so that no words of others are kept
 * by it.
 */
export interface Rewriting {
  given: string;
  /**
   * Of what is left when quotes, blanks and the like are made alike (text-likeness.ts); of all of it where it was kept in words
   * once.
   */
  shown: string;
}

/** One for each delivery that was read. */
export const receipts = pgTable('receipts', {
  deliveryId: reference('delivery_id')
    .primaryKey()
    .references(() => deliveries.id),
  outcome: text('outcome').$type<ReceiptOutcome>().notNull(),
  /** By the app's clock: since when it is known to be so, and when it was read last. */
  since: instant('since').notNull(),
  readAt: instant('read_at').notNull(),
  drifts: jsonb('drifts').$type<PartDrift[]>().notNull().default([]),
  /** Of one that is gone: why, in the network's words. */
  why: text('why').notNull().default(''),
  rewritings: jsonb('rewritings').$type<Rewriting[]>().notNull().default([]),
  /** It was not there once; that is believed when it is not there again. */
  missedAt: instant('missed_at'),
});
