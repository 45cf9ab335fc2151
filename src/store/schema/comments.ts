/** What people say about posts. Migrations are made from this folder: `npm run migrations`. */
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { identity, instant, reference } from './columns.ts';
import { people } from './people.ts';
import { posts } from './posts.ts';

export const comments = pgTable(
  'comments',
  {
    id: identity('id').primaryKey(),
    postId: reference('post_id')
      .notNull()
      .references(() => posts.id),
    /** The one that stood when it was said. */
    revision: integer('revision').notNull(),
    personId: reference('person_id')
      .notNull()
      .references(() => people.id),
    chat: text('chat').notNull(),
    text: text('text').notNull(),
    /** By the chat that it was said in, or by the app's clock for a form. */
    saidAt: instant('said_at').notNull(),
  },
  (table) => [index('comments_by_post').on(table.postId, table.id)],
);
