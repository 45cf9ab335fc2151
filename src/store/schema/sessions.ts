/** Sessions on networks. Migrations are made from this folder: `npm run migrations`. */
import { pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Sessions on networks, sealed with SECRET_KEY. */
export const sessions = pgTable('sessions', {
  target: text('target').primaryKey(),
  sealed: text('sealed').notNull(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});
