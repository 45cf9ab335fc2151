/** By what alike texts are found. Migrations are made from this folder: `npm run migrations`. */
import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant, reference } from './columns.ts';
import { posts } from './posts.ts';

/** A row for each number of a text's fingerprint (src/posts/likeness.ts), made when a revision is sent for review. */
export const fingerprints = pgTable(
  'fingerprints',
  {
    key: bigint('key', { mode: 'number' }).notNull(),
    /** When the post is to go out, or when it was sent for review if that is at once. */
    at: instant('at').notNull(),
    postId: reference('post_id')
      .notNull()
      .references(() => posts.id),
    revision: integer('revision').notNull(),
    /** Who gets this text. */
    targets: text('targets').array().notNull(),
  },
  (table) => [index('fingerprints_by_key').on(table.key, table.at)],
);
