/** Targets that people connected. Migrations are made from this folder: `npm run migrations`. */
import { pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, reference } from './columns.ts';
import { people } from './people.ts';

export const connectedTargets = pgTable(
  'connected_targets',
  {
    /** As authors write it; posts, approvals and the audit log tell of it, so it stays. */
    name: text('name').primaryKey(),
    title: text('title').notNull(),
    network: text('network').notNull(),
    /** The network's own id of where it posts to. */
    place: text('place').notNull(),
    /** What its account needs beside the app, sealed with SECRET_KEY. */
    sealed: text('sealed').notNull(),
    ownerId: reference('owner_id')
      .notNull()
      .references(() => people.id),
    connectedAt: instant('connected_at').notNull(),
  },
  (table) => [uniqueIndex('connected_targets_place').on(table.network, table.place)],
);

/** What a person has allowed, until they say what becomes a target. */
export const discoveries = pgTable('discoveries', {
  /** Of the link by which they came. */
  id: text('id').primaryKey(),
  personId: reference('person_id')
    .notNull()
    .references(() => people.id),
  /** Tokens and places, sealed with SECRET_KEY. */
  sealed: text('sealed').notNull(),
  expiresAt: instant('expires_at').notNull(),
});
