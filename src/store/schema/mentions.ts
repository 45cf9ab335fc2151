/** What others write to us, and the conversations that it makes. Migrations are made from this folder: `npm run migrations`. */
import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { ConversationState } from '../../listening/conversation.ts';
import type { Author, Item } from '../../listening/item.ts';
import type { Label } from '../../listening/sentiment/sentiment.ts';
import type { Audience } from '../../people/audience.ts';
import { identity, instant, reference } from './columns.ts';
import { people } from './people.ts';
import { posts } from './posts.ts';
import { storms } from './storms.ts';

export const conversations = pgTable(
  'conversations',
  {
    id: identity('id').primaryKey(),
    /** The source's name in the team file. */
    source: text('source').notNull(),
    /** The network's id of what began it. */
    thread: text('thread').notNull(),
    state: text('state').$type<ConversationState>().notNull().default('new'),
    /** The narrowest that was seen in it. */
    audience: text('audience').$type<Audience>().notNull(),
    claimedBy: reference('claimed_by').references(() => people.id),
    claimedUntil: instant('claimed_until'),
    /** A post of ours that it belongs to. */
    postId: reference('post_id').references(() => posts.id),
    openedAt: instant('opened_at').notNull(),
    /** Of its newest mention. */
    mentionedAt: instant('mentioned_at').notNull(),
    /** When it was first answered, and first claimed, for the report. */
    answeredAt: instant('answered_at'),
    claimedAt: instant('claimed_at'),
    isEscalated: boolean('is_escalated').notNull().default(false),
    /** The storm whose card it shares. */
    stormId: reference('storm_id').references(() => storms.id),
  },
  (table) => [
    uniqueIndex('conversations_once').on(table.source, table.thread),
    index('conversations_open').on(table.mentionedAt).where(sql`${table.state} in ('new', 'claimed')`),
    index('conversations_opened').on(table.openedAt),
    index('conversations_by_post').on(table.postId).where(sql`${table.postId} is not null`),
    index('conversations_by_storm').on(table.stormId).where(sql`${table.stormId} is not null`),
  ],
);

export const mentions = pgTable(
  'mentions',
  {
    id: identity('id').primaryKey(),
    conversationId: reference('conversation_id')
      .notNull()
      .references(() => conversations.id),
    source: text('source').notNull(),
    /** The network's own id. */
    item: text('item').notNull(),
    kind: text('kind').$type<Item['kind']>().notNull(),
    /** The network's own id of who wrote it. */
    authorId: text('author_id').notNull(),
    author: jsonb('author').$type<Author>().notNull(),
    text: text('text').notNull(),
    /** What it said before it was last edited. */
    textBefore: text('text_before'),
    language: text('language').notNull(),
    label: text('label').$type<Label>().notNull(),
    score: real('score').notNull(),
    confidence: real('confidence').notNull(),
    /** A person's word on its mood. */
    correctedTo: text('corrected_to').$type<Label>(),
    correctedBy: reference('corrected_by').references(() => people.id),
    /** Names of topics in the team file. */
    topics: text('topics').array().notNull().default(sql`'{}'`),
    audience: text('audience').$type<Audience>().notNull(),
    warning: text('warning').notNull().default(''),
    url: text('url'),
    inReplyTo: text('in_reply_to'),
    attachments: integer('attachments').notNull().default(0),
    /** When it was written, as the network tells; when we took it in. */
    writtenAt: instant('written_at').notNull(),
    takenAt: instant('taken_at').notNull(),
    editedAt: instant('edited_at'),
    /** It was found to be deleted. */
    goneAt: instant('gone_at'),
  },
  (table) => [
    uniqueIndex('mentions_once').on(table.source, table.item),
    index('mentions_by_conversation').on(table.conversationId, table.id),
    index('mentions_by_author').on(table.source, table.authorId, table.id),
    index('mentions_written').on(table.writtenAt),
    index('mentions_corrected').on(table.id).where(sql`${table.correctedTo} is not null`),
  ],
);

/** How much was written in five minutes, by topic and source: what detectors and reports read instead of mentions. */
export const mentionSlots = pgTable(
  'mention_slots',
  {
    /** Empty: all topics together. */
    topic: text('topic').notNull(),
    source: text('source').notNull(),
    /** The beginning of the five minutes. */
    at: instant('at').notNull(),
    count: integer('count').notNull(),
    negative: integer('negative').notNull(),
    positive: integer('positive').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.topic, table.at, table.source] }),
    index('mention_slots_at').on(table.at),
  ],
);

/** Where reading a source stands. */
export const sources = pgTable('sources', {
  /** Its name in the team file. */
  name: text('name').primaryKey(),
  /** What it read from: another account or address begins anew. */
  of: text('of').notNull(),
  cursor: text('cursor'),
  nextAt: instant('next_at').notNull(),
  leaseUntil: instant('lease_until'),
  readAt: instant('read_at'),
  failures: integer('failures').notNull().default(0),
  /** In the network's words and ours; null while it can be read. */
  fault: text('fault'),
  faultSince: instant('fault_since'),
  /** It does not let us in: read again when somebody has mended it. */
  isPaused: boolean('is_paused').notNull().default(false),
  /** What the account's own settings keep back, in words with the remedy; null while they keep back nothing. */
  withheld: text('withheld'),
  withheldAskedAt: instant('withheld_asked_at'),
});

/** Spans in which nothing could be read, or not all of it. */
export const blindSpans = pgTable(
  'blind_spans',
  {
    id: identity('id').primaryKey(),
    source: text('source').notNull(),
    fromAt: instant('from_at').notNull(),
    /** Null: it lasts. */
    toAt: instant('to_at'),
    reason: text('reason').notNull(),
  },
  (table) => [index('blind_spans_by_source').on(table.source, table.fromAt)],
);
