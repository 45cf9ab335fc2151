/** Posts, what was sent for review of each, and what was decided. Migrations are made from this folder: `npm run migrations`. */
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { DecisionKind, Verdict } from '../../posts/approval.ts';
import type { Content } from '../../posts/content.ts';
import type { PostInput } from '../../posts/input.ts';
import type { PostStage } from '../../posts/post.ts';
import type { Warning } from '../../posts/preflight/check.ts';
import { identity, instant, reference } from './columns.ts';
import { people } from './people.ts';

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
    /** Of a correction: the post that it corrects, as its input has it. */
    corrects: reference('corrects').generatedAlwaysAs(sql`(input ->> 'corrects')::bigint`),
    /** Of an answer: our number of the mention that it answers, as its input has it. */
    answers: reference('answers').generatedAlwaysAs(sql`(input -> 'answers' ->> 'mention')::bigint`),
    /** When a decision is awaited no longer. */
    expiresAt: instant('expires_at'),
    /** By the app's clock: since when the next decision is awaited. */
    awaitedSince: instant('awaited_since'),
    /** How many of the team's reminders were sent since then. */
    reminded: integer('reminded').notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    index('posts_expiring').on(table.expiresAt).where(sql`${table.stage} = 'in_review'`),
    index('posts_awaited').on(table.awaitedSince).where(sql`${table.stage} = 'in_review'`),
    index('posts_by_author').on(table.authorId, table.id),
    index('posts_answering').on(table.answers, table.id).where(sql`${table.answers} is not null`),
    index('posts_correcting').on(table.corrects, table.id).where(sql`${table.corrects} is not null`),
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
    kind: text('kind').$type<DecisionKind>().notNull().default('step'),
    /** The name of the step for which it was given; empty where the policy has none. */
    step: text('step').notNull().default(''),
    comment: text('comment'),
    /** The warnings despite which it was approved. */
    accepted: jsonb('accepted').$type<Warning[]>().notNull().default([]),
    personId: reference('person_id')
      .notNull()
      .references(() => people.id),
    /** Somebody who was away, in whose place it was decided. */
    placeId: reference('place_id').references(() => people.id),
    /** As whom it counts, by the name in the team file. */
    countsAs: text('counts_as'),
    /** In which chat the button was pressed. */
    chat: text('chat').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('decisions_by_post').on(table.postId, table.revision)],
);
