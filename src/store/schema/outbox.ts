/** What the bot says by itself, and where. Migrations are made from this folder: `npm run migrations`. */
import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { MessageReference } from '../../chat/chat.ts';
import type { Subject } from '../../kit/subject.ts';
import { identity, instant, reference } from './columns.ts';
import { people } from './people.ts';

export type Priority = 'crisis' | 'normal';
/**
 * `waiting`: not sent yet. `sent`: its message stands. `withdrawn`: dropped, but it may be out. `superseded`: it stands,
 * and a newer one to the same person took its place. `ended`: nothing is done about it any more.
 */
export type MessageState = 'waiting' | 'sent' | 'withdrawn' | 'superseded' | 'ended';

/** A message in one place: to a person, wherever they can be written to, or in a channel. */
export const outbox = pgTable(
  'outbox',
  {
    id: identity('id').primaryKey(),
    /** Travels with the message, so that one whose answer was lost is found. */
    key: text('key').notNull(),
    /** What it is about: `post:12`. */
    subject: text('subject').$type<Subject>().notNull(),
    /** What kind of message it is, for its subject: `card`, `reminder`. */
    kind: text('kind').notNull(),
    /** Tells those of one kind apart that are each to be said: a revision, a step. */
    round: text('round').notNull().default(''),
    personId: reference('person_id').references(() => people.id),
    /** Of a message to a channel; of one to a person since it was sent. */
    chat: text('chat'),
    channel: text('channel'),
    /** Whoever is written to, as one name: messages to one place follow one another. */
    place: text('place')
      .notNull()
      .generatedAlwaysAs(
        sql`case when person_id is null then chat || ':' || channel else 'person:' || person_id end`,
      ),
    priority: text('priority').$type<Priority>().notNull().default('normal'),
    /** It is edited in place when its subject changes. */
    lasting: boolean('lasting').notNull().default(false),
    /** The message that it answers in its thread. */
    thread: jsonb('thread').$type<MessageReference>(),
    /** What drawing it needs to know beside its subject. */
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull().default({}),
    state: text('state').$type<MessageState>().notNull().default('waiting'),
    /** Null until the chat has confirmed it. */
    message: text('message'),
    /** A send was begun: look for it before sending again. */
    attempted: boolean('attempted').notNull().default(false),
    /** Of the card that it shows: an edit that changes nothing is not sent. */
    shownHash: text('shown_hash'),
    /** How often it was to be shown, and which of them it shows: it is due while it is behind. */
    wanted: integer('wanted').notNull().default(1),
    shown: integer('shown').notNull().default(0),
    /** By the app's clock: not to be tried before. */
    nextAt: instant('next_at').notNull(),
    /** Tries since the last one that went well. */
    failures: integer('failures').notNull().default(0),
    fence: integer('fence').notNull().default(0),
    leaseUntil: instant('lease_until'),
  },
  (table) => [
    uniqueIndex('outbox_once_for_person')
      .on(table.subject, table.kind, table.round, table.personId)
      .where(sql`${table.personId} is not null`),
    uniqueIndex('outbox_once_in_channel')
      .on(table.subject, table.kind, table.round, table.chat, table.channel)
      .where(sql`${table.personId} is null`),
    index('outbox_by_message').on(table.chat, table.channel, table.message),
    index('outbox_by_person').on(table.personId).where(sql`${table.personId} is not null`),
    index('outbox_due')
      .on(table.priority, table.nextAt)
      .where(sql`${table.wanted} > ${table.shown} and ${table.state} <> 'ended'`),
    index('outbox_held').on(table.place).where(sql`${table.leaseUntil} is not null`),
  ],
);

/** Subjects whose lasting messages are due for an edit. Rows are only added and deleted: nothing that publishes ever waits for a message. */
export const outboxChanges = pgTable('outbox_changes', {
  id: identity('id').primaryKey(),
  subject: text('subject').$type<Subject>().notNull(),
});

/** How fast a place may be written to, and what is wrong with it. */
export const outboxPlaces = pgTable('outbox_places', {
  place: text('place').primaryKey(),
  /** By the app's clock: from when on the next message may be sent. */
  freeAt: instant('free_at'),
  /** What the chat says is wrong with the channel, in its words and ours; null while it takes messages. */
  fault: text('fault'),
  faultSince: instant('fault_since'),
});
