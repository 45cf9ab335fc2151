/** The bot's messages that show something that lives on. Migrations are made from this folder: `npm run migrations`. */
import { boolean, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { identity, instant } from './columns.ts';

/** What a card may show. */
export type SubjectKind = 'post' | 'freeze' | 'target';
export type Subject = `${SubjectKind}:${string}`;

/** Messages of the bot's that show a post, a freeze, …; edited in place as long as it lives. */
export const cards = pgTable(
  'cards',
  {
    id: identity('id').primaryKey(),
    key: text('key').notNull(),
    /** What it shows: `post:12`. */
    subject: text('subject').$type<Subject>().notNull(),
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
    uniqueIndex('cards_once').on(table.subject, table.chat, table.channel),
    uniqueIndex('cards_by_message').on(table.chat, table.channel, table.message),
  ],
);

/** Subjects whose cards are due for an edit. Rows are only added and deleted: no two workers wait for each other. */
export const cardChanges = pgTable(
  'card_changes',
  {
    id: identity('id').primaryKey(),
    subject: text('subject').$type<Subject>().notNull(),
  },
  (table) => [index('card_changes_by_subject').on(table.subject)],
);
