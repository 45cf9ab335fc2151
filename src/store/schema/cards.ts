/** The bot's messages that show a post. Migrations are made from this folder: `npm run migrations`. */
import { boolean, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { identity, instant, reference } from './columns.ts';
import { posts } from './posts.ts';

/** Messages of the bot's that show a post; edited in place as long as the post lives. */
export const cards = pgTable(
  'cards',
  {
    id: identity('id').primaryKey(),
    key: text('key').notNull(),
    postId: reference('post_id')
      .notNull()
      .references(() => posts.id),
    chat: text('chat').notNull(),
    channel: text('channel').notNull(),
    /** Null until the chat has confirmed it. */
    message: text('message'),
    /** Of what it shows: an edit that changes nothing is not sent. */
    shownHash: text('shown_hash'),
    /** A send was begun: look for it before sending again. */
    attempted: boolean('attempted').notNull().default(false),
    leaseUntil: instant('lease_until'),
    /** The message or its channel is no more; it is not tried again. */
    gone: boolean('gone').notNull().default(false),
  },
  (table) => [
    uniqueIndex('cards_once').on(table.postId, table.chat, table.channel),
    uniqueIndex('cards_by_message').on(table.chat, table.channel, table.message),
  ],
);

/** Posts whose cards are due for an edit. Rows are only added and deleted: no two workers wait for each other. */
export const cardChanges = pgTable(
  'card_changes',
  {
    id: identity('id').primaryKey(),
    postId: reference('post_id').notNull(),
  },
  (table) => [index('card_changes_by_post').on(table.postId)],
);
