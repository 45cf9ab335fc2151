/** That people let us act for them on networks. Migrations are made from this folder: `npm run migrations`. */
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { instant, reference } from './columns.ts';
import { people } from './people.ts';

export const grants = pgTable('grants', {
  /** Random; what is sealed is bound to it. */
  id: text('id').primaryKey(),
  network: text('network').notNull(),
  /** Of whose leave it is: the network's own id, and their name there. */
  granterId: text('granter_id').notNull(),
  granterName: text('granter_name').notNull(),
  /** Tokens, sealed with SECRET_KEY. */
  sealed: text('sealed').notNull(),
  accessEndsAt: instant('access_ends_at').notNull(),
  /** When a person must be asked again, whatever we do; null: no such end is known. */
  endsAt: instant('ends_at'),
  personId: reference('person_id')
    .notNull()
    .references(() => people.id),
  connectedAt: instant('connected_at').notNull(),
  /** By the database's clock: until then somebody renews it. */
  renewingUntil: instant('renewing_until'),
  /** Why it is not taken any more. */
  ended: text('ended'),
});

/** Which target goes by which. */
export const grantTargets = pgTable(
  'grant_targets',
  {
    target: text('target').primaryKey(),
    grantId: text('grant_id')
      .notNull()
      .references(() => grants.id, { onDelete: 'cascade' }),
  },
  (table) => [index('grant_targets_grant').on(table.grantId)],
);
