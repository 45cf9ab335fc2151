/** Two identities that say they are one person. Migrations are made from this folder: `npm run migrations`. */
import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import { identity, instant } from './columns.ts';

/** `admin`: both sides have agreed, and an admin is asked. */
export type LinkState = 'open' | 'admin' | 'linked' | 'refused' | 'undone';

/** By their identities, since people may turn out to be one meanwhile. */
export const links = pgTable('links', {
  id: identity('id').primaryKey(),
  codeHash: text('code_hash').notNull().unique(),
  /** Who asked for the code, and who typed it. */
  askerChat: text('asker_chat').notNull(),
  askerUser: text('asker_user').notNull(),
  askerName: text('asker_name').notNull(),
  takerChat: text('taker_chat').notNull(),
  takerUser: text('taker_user').notNull(),
  takerName: text('taker_name').notNull(),
  askerAgreed: boolean('asker_agreed').notNull().default(false),
  takerAgreed: boolean('taker_agreed').notNull().default(false),
  state: text('state').$type<LinkState>().notNull().default('open'),
  /** By the app's clock: until when an answer counts. */
  until: instant('until').notNull(),
});
