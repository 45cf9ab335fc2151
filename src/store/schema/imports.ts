/** Which rows of spreadsheets became posts. Migrations are made from this folder: `npm run migrations`. */
import { pgTable, text } from 'drizzle-orm/pg-core';
import { instant, reference } from './columns.ts';
import { posts } from './posts.ts';

export const imports = pgTable('imports', {
  /** Of what the row says, whatever the file was called. */
  key: text('key').primaryKey(),
  /** Null only within the transaction that makes the post. */
  postId: reference('post_id').references(() => posts.id),
  createdAt: instant('created_at').notNull().defaultNow(),
});
