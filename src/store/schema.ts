/** The tables. Migrations are made from this file: `npx drizzle-kit generate`. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Intent, Published } from '../networks/network.ts';
import type { Content } from '../posts/content.ts';
import type { DeliveryState, Problem } from '../posts/delivery.ts';
import type { PostInput } from '../posts/input.ts';
import type { PostStage } from '../posts/post.ts';
import type { Verdict } from '../posts/review.ts';

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });
const identity = (name: string) => bigint(name, { mode: 'number' }).generatedAlwaysAsIdentity();
const reference = (name: string) => bigint(name, { mode: 'number' });

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

export const posts = pgTable(
  'posts',
  {
    id: identity('id').primaryKey(),
    authorId: reference('author_id')
      .notNull()
      .references(() => people.id),
    stage: text('stage').$type<PostStage>().notNull(),
    /** The current revision; 0 while nothing could be read from the input yet. */
    revision: integer('revision').notNull().default(0),
    /** What the author filled in, word for word: nothing typed is lost, however wrong. */
    input: jsonb('input').$type<PostInput>().notNull(),
    /** When a decision is awaited no longer. */
    expiresAt: instant('expires_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    index('posts_expiring').on(table.expiresAt).where(sql`${table.stage} = 'in_review'`),
    index('posts_by_author').on(table.authorId, table.id),
  ],
);

/** What was sent for review, never changed afterwards. */
export const revisions = pgTable(
  'revisions',
  {
    postId: reference('post_id')
      .notNull()
      .references(() => posts.id),
    revision: integer('revision').notNull(),
    content: jsonb('content').$type<Content>().notNull(),
    hash: text('hash').notNull(),
    personId: reference('person_id')
      .notNull()
      .references(() => people.id),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.postId, table.revision] })],
);

export const decisions = pgTable(
  'decisions',
  {
    id: identity('id').primaryKey(),
    postId: reference('post_id')
      .notNull()
      .references(() => posts.id),
    revision: integer('revision').notNull(),
    /** The content that was decided on. */
    hash: text('hash').notNull(),
    verdict: text('verdict').$type<Verdict>().notNull(),
    comment: text('comment'),
    personId: reference('person_id')
      .notNull()
      .references(() => people.id),
    /** In which chat the button was pressed. */
    chat: text('chat').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('decisions_by_post').on(table.postId, table.revision)],
);

export const deliveries = pgTable(
  'deliveries',
  {
    id: identity('id').primaryKey(),
    /** Travels to the network: the idempotency key, the mark for reading back. */
    key: text('key').notNull(),
    postId: reference('post_id')
      .notNull()
      .references(() => posts.id),
    revision: integer('revision').notNull(),
    target: text('target').notNull(),
    /** The approved content; checked again right before sending. */
    hash: text('hash').notNull(),
    state: text('state').$type<DeliveryState>().notNull(),
    /** When it is due; only a person's retry moves it. */
    dueAt: instant('due_at').notNull(),
    /** When it is to be worked on next. */
    nextAt: instant('next_at').notNull(),
    /** Counts claims: a worker that lost its claim cannot write any more. */
    fence: integer('fence').notNull().default(0),
    /** By the database's clock: until then the claim holds. */
    leaseUntil: instant('lease_until'),
    attempts: integer('attempts').notNull().default(0),
    intent: jsonb('intent').$type<Intent>(),
    /** Since when it may be live without our knowing. */
    doubtfulSince: instant('doubtful_since'),
    published: jsonb('published').$type<Published>(),
    problem: jsonb('problem').$type<Problem>(),
    sentAt: instant('sent_at'),
  },
  (table) => [
    uniqueIndex('deliveries_once').on(table.postId, table.revision, table.target),
    index('deliveries_due').on(table.nextAt).where(sql`${table.state} = 'scheduled'`),
    index('deliveries_leased').on(table.leaseUntil).where(sql`${table.state} in ('claimed', 'sending')`),
  ],
);

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

/** Pictures, by the hash of their bytes. */
export const media = pgTable('media', {
  hash: text('hash').primaryKey(),
  contentType: text('content_type').notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  bytes: bytea('bytes').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** Events of the chats that were handled: a redelivery is not handled again. */
export const handledEvents = pgTable(
  'handled_events',
  {
    event: text('event').primaryKey(),
    handledAt: instant('handled_at').notNull().defaultNow(),
  },
  (table) => [index('handled_events_by_age').on(table.handledAt)],
);

/** Sessions on networks, sealed with SECRET_KEY. */
export const sessions = pgTable('sessions', {
  target: text('target').primaryKey(),
  sealed: text('sealed').notNull(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});
