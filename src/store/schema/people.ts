/** People and the identities by which the chats know them. Migrations are made from this folder: `npm run migrations`. */
import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { identity, instant, reference } from './columns.ts';

export const people = pgTable('people', {
  id: identity('id').primaryKey(),
  name: text('name').notNull(),
  timeZone: text('time_zone'),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const identities = pgTable(
  'identities',
  {
    chat: text('chat').notNull(),
    user: text('user_id').notNull(),
    personId: reference('person_id')
      .notNull()
      .references(() => people.id),
  },
  (table) => [
    primaryKey({ columns: [table.chat, table.user] }),
    index('identities_person').on(table.personId),
  ],
);

/** One-time codes that tie two identities of one person. Only the hash is kept. */
export const linkCodes = pgTable('link_codes', {
  codeHash: text('code_hash').primaryKey(),
  personId: reference('person_id')
    .notNull()
    .references(() => people.id),
  chat: text('chat').notNull(),
  expiresAt: instant('expires_at').notNull(),
});
