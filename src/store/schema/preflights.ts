/** What the checks of posts said. Migrations are made from this folder: `npm run migrations`. */
import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { Check } from '../../posts/preflight/check.ts';
import { identity, instant, reference } from './columns.ts';
import { posts } from './posts.ts';

/** One target checked once. Rows are only added: a card tells by the newest one that it shows what a person has seen. */
export const preflights = pgTable(
  'preflights',
  {
    id: identity('id').primaryKey(),
    postId: reference('post_id')
      .notNull()
      .references(() => posts.id),
    revision: integer('revision').notNull(),
    target: text('target').notNull(),
    said: jsonb('said').$type<Check>().notNull(),
    checkedAt: instant('checked_at').notNull(),
  },
  (table) => [index('preflights_by_post').on(table.postId, table.revision, table.target, table.id)],
);
