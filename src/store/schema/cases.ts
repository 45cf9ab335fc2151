/** What moderation did and was asked to do: cases, and the sanctions that follow. Migrations are made from this folder: `npm run migrations`. */
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { CaseAction, CaseOrigin, CaseState } from '../../moderation/case.ts';
import type { Decision } from '../../moderation/evaluate.ts';
import type { SanctionEnding, SanctionKind, SanctionState } from '../../moderation/sanction.ts';
import { identity, instant, reference } from './columns.ts';
import { people } from './people.ts';

/** One person and what is done about them; also the intent to do it, committed before anything is done. */
export const cases = pgTable(
  'cases',
  {
    id: identity('id').primaryKey(),
    chat: text('chat').notNull(),
    userId: text('user_id').notNull(),
    userName: text('user_name').notNull(),
    origin: text('origin').$type<CaseOrigin>().notNull(),
    action: text('action').$type<CaseAction>().notNull(),
    state: text('state').$type<CaseState>().notNull(),
    /** What the rules said, and why. */
    decisions: jsonb('decisions').$type<Decision[]>().notNull().default([]),
    /** In a moderator's words. */
    reason: text('reason').notNull().default(''),
    /** Who did or decided it; null: a rule did. */
    moderatorId: reference('moderator_id').references(() => people.id),
    /** When a timeout or a ban ends; null: never. */
    until: instant('until'),
    /** Why it could not be done, or not all of it. */
    fault: text('fault'),
    /** Travels with what the person is told by direct message, so that one whose answer was lost is found. */
    noticeKey: text('notice_key').notNull(),
    notice: text('notice').$type<NoticeState>().notNull(),
    undoneBy: reference('undone_by').references(() => people.id),
    undoneAt: instant('undone_at'),
    openedAt: instant('opened_at').notNull(),
    actedAt: instant('acted_at'),
  },
  (table) => [
    index('cases_of_person').on(table.chat, table.userId, table.id),
    index('cases_open').on(table.id).where(sql`${table.state} in ('acting', 'open', 'undoing')`),
    index('cases_opened').on(table.openedAt),
  ],
);

/** `none`: nothing is to be told. `closed`: they take no direct messages. `spared`: too many were told at that time. */
export type NoticeState = 'none' | 'wanted' | 'sending' | 'sent' | 'closed' | 'spared';

/** What was written, as it read when it was looked at: it stays when the message is gone. */
export const caseMessages = pgTable(
  'case_messages',
  {
    id: identity('id').primaryKey(),
    caseId: reference('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    chat: text('chat').notNull(),
    channel: text('channel').notNull(),
    message: text('message').notNull(),
    text: text('text').notNull(),
    /** Names of attached files. */
    files: text('files').array().notNull().default([]),
    writtenAt: instant('written_at').notNull(),
    /** Whether it is to be deleted, and what became of that. */
    deletion: text('deletion').$type<Deletion>().notNull(),
  },
  (table) => [
    uniqueIndex('case_messages_once').on(table.caseId, table.channel, table.message),
    index('case_messages_by_message').on(table.chat, table.channel, table.message),
  ],
);

export type Deletion = 'kept' | 'wanted' | 'gone' | 'left';

export const caseNotes = pgTable(
  'case_notes',
  {
    id: identity('id').primaryKey(),
    caseId: reference('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    /** Null: what the bot noted. */
    personId: reference('person_id').references(() => people.id),
    at: instant('at').notNull(),
    text: text('text').notNull(),
  },
  (table) => [index('case_notes_of_case').on(table.caseId, table.id)],
);

/** Who reported a message: shown to moderators alone. */
export const caseReports = pgTable(
  'case_reports',
  {
    id: identity('id').primaryKey(),
    caseId: reference('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    personId: reference('person_id')
      .notNull()
      .references(() => people.id),
    at: instant('at').notNull(),
  },
  (table) => [
    uniqueIndex('case_reports_once').on(table.caseId, table.personId),
    index('case_reports_of_person').on(table.personId, table.at),
  ],
);

/** What shall be so in the chat, and what we know of it. */
export const sanctions = pgTable(
  'sanctions',
  {
    id: identity('id').primaryKey(),
    caseId: reference('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    chat: text('chat').notNull(),
    userId: text('user_id').notNull(),
    kind: text('kind').$type<SanctionKind>().notNull(),
    /** Null: for good. */
    until: instant('until'),
    state: text('state').$type<SanctionState>().notNull().default('standing'),
    endedAs: text('ended_as').$type<SanctionEnding>(),
    endedAt: instant('ended_at'),
    /** When the chat last said that it is in force, and up to when it was told to be (a timeout). */
    appliedAt: instant('applied_at'),
    appliedUntil: instant('applied_until'),
    reconciledAt: instant('reconciled_at'),
    failures: integer('failures').notNull().default(0),
    fault: text('fault'),
    /** Seconds of messages that go with a ban. */
    deleteSeconds: integer('delete_seconds').notNull().default(0),
  },
  (table) => [
    uniqueIndex('sanctions_one_standing')
      .on(table.chat, table.userId, table.kind)
      .where(sql`${table.state} <> 'over'`),
    index('sanctions_of_case').on(table.caseId),
    index('sanctions_to_reconcile').on(table.reconciledAt).where(sql`${table.state} <> 'over'`),
  ],
);

/** Which process is just bringing about what shall be so for a person: one at a time. */
export const sanctionClaims = pgTable(
  'sanction_claims',
  {
    chat: text('chat').notNull(),
    userId: text('user_id').notNull(),
    kind: text('kind').$type<SanctionKind>().notNull(),
    /** Empty: it died, and is known to be dead. */
    holder: text('holder').notNull(),
    leaseUntil: instant('lease_until').notNull(),
    /** Up to when what the dead one had asked the chat for may still come about. */
    doubtUntil: instant('doubt_until'),
  },
  (table) => [primaryKey({ columns: [table.chat, table.userId, table.kind] })],
);

/** Up to which message the rules have looked at what stands in each channel. */
export const moderatedChannels = pgTable(
  'moderated_channels',
  {
    chat: text('chat').notNull(),
    channel: text('channel').notNull(),
    /** Its id; '0' before the first one of an empty channel. */
    message: text('message').notNull(),
  },
  (table) => [primaryKey({ columns: [table.chat, table.channel] })],
);

/** Since when each chat is looked at as its row says; what was written before in a channel that has no row is left alone. */
export const moderatedChats = pgTable('moderated_chats', {
  chat: text('chat').primaryKey(),
  watched: jsonb('watched').$type<readonly string[] | 'everywhere'>().notNull(),
  lookedAt: instant('looked_at').notNull(),
});
