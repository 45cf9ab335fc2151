/** What is told to somebody by itself. Migrations are made from this folder: `npm run migrations`. */
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { identity, instant, reference } from './columns.ts';
import { people } from './people.ts';
import { posts } from './posts.ts';

/** A message that is sent once, to a person or, where nobody is known, to a channel. */
export const notices = pgTable(
  'notices',
  {
    id: identity('id').primaryKey(),
    /** Travels with the message, so that one whose answer was lost is found. */
    key: text('key').notNull(),
    /** `reminder`: their decision is awaited. `escalation`: somebody else's is. `expired`: nobody decided. */
    kind: text('kind').$type<NoticeKind>().notNull(),
    postId: reference('post_id')
      .notNull()
      .references(() => posts.id),
    revision: integer('revision').notNull(),
    /** Which of the team's reminders. */
    ordinal: integer('ordinal').notNull().default(0),
    personId: reference('person_id').references(() => people.id),
    /** Of a notice to a channel; of one to a person since it was sent. */
    chat: text('chat'),
    channel: text('channel'),
    message: text('message'),
    /** A send was begun: look for it before sending again. */
    attempted: boolean('attempted').notNull().default(false),
    leaseUntil: instant('lease_until'),
    /** Sent, or there is nothing to send any more. */
    isDone: boolean('is_done').notNull().default(false),
  },
  (table) => [
    uniqueIndex('notices_once').on(table.postId, table.revision, table.kind, table.ordinal, table.personId),
    uniqueIndex('notices_once_in_chat')
      .on(table.postId, table.revision, table.kind, table.ordinal, table.chat)
      .where(sql`${table.personId} is null`),
    index('notices_waiting').on(table.id).where(sql`not ${table.isDone}`),
  ],
);

export type NoticeKind = 'reminder' | 'escalation' | 'expired';
