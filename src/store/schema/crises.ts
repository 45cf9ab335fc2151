/** Crises, and what was done so that somebody answers. Migrations are made from this folder: `npm run migrations`. */
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { CrisisState } from '../../crisis/crisis.ts';
import type { Severity } from '../../crisis/detection/alerting.ts';
import type { DetectorState } from '../../crisis/detection/detector.ts';
import type { DoneStep } from '../../crisis/escalation.ts';
import { identity, instant, reference } from './columns.ts';
import { conversations } from './mentions.ts';
import { people } from './people.ts';

/** What tells most: with an address, where it can be opened. */
export interface CrisisLink {
  url: string | null;
  label: string;
}

export const crises = pgTable(
  'crises',
  {
    id: identity('id').primaryKey(),
    /** A topic of the team file, or empty for all of them together; null: somebody opened it. */
    topic: text('topic'),
    title: text('title').notNull(),
    /** Why, in a sentence or two with figures. */
    sentence: text('sentence').notNull().default(''),
    /** Somebody's words that it is about. */
    quoted: text('quoted'),
    links: jsonb('links').$type<CrisisLink[]>().notNull().default([]),
    conversationId: reference('conversation_id').references(() => conversations.id),
    state: text('state').$type<CrisisState>().notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    openedAt: instant('opened_at').notNull(),
    /** Null: the detector. */
    openedBy: reference('opened_by').references(() => people.id),
    climbNumber: integer('climb_number').notNull(),
    climbSince: instant('climb_since').notNull(),
    climbFromLevel: integer('climb_from_level').notNull(),
    /** When the next step is due, as far as it is known; null: none is. */
    nextStepAt: instant('next_step_at'),
    /** Of the newest alert, or of its opening; null: it is as old as its row. */
    alertedAt: instant('alerted_at'),
    acknowledgedBy: reference('acknowledged_by').references(() => people.id),
    acknowledgedAt: instant('acknowledged_at'),
    /** Stays when nobody has it any more. */
    firstAcknowledgedAt: instant('first_acknowledged_at'),
    endedBy: reference('ended_by').references(() => people.id),
    endedAt: instant('ended_at'),
    /** What was frozen from its card. */
    freezeId: reference('freeze_id'),
  },
  (table) => [
    index('crises_on').on(table.id).where(sql`${table.state} in ('open', 'acknowledged')`),
    index('crises_opened').on(table.openedAt),
  ],
);

/** One row for each step of a climb that was done. */
export const crisisSteps = pgTable(
  'crisis_steps',
  {
    id: identity('id').primaryKey(),
    crisisId: reference('crisis_id')
      .notNull()
      .references(() => crises.id),
    climb: integer('climb').notNull(),
    round: integer('round').notNull(),
    level: integer('level').notNull(),
    kind: text('kind').$type<DoneStep['kind']>().notNull(),
    dueAt: instant('due_at').notNull(),
    at: instant('at').notNull(),
    /** Whom it reached, and whom the team file names in vain, as people read them. */
    reached: text('reached').array().notNull(),
    missing: text('missing').array().notNull(),
  },
  (table) => [uniqueIndex('crisis_steps_once').on(table.crisisId, table.climb, table.round, table.level)],
);

/** What people and the bot say of it while it goes on. */
export const crisisNotes = pgTable(
  'crisis_notes',
  {
    id: identity('id').primaryKey(),
    crisisId: reference('crisis_id')
      .notNull()
      .references(() => crises.id),
    /** Null: the bot. */
    personId: reference('person_id').references(() => people.id),
    at: instant('at').notNull(),
    text: text('text').notNull(),
  },
  (table) => [index('crisis_notes_by_crisis').on(table.crisisId, table.id)],
);

/** What the detector of a topic has learned. */
export const detectors = pgTable('detectors', {
  /** Empty: all topics together. */
  topic: text('topic').primaryKey(),
  /** After the slots before `until`: later ones may still change. */
  state: jsonb('state').$type<DetectorState>().notNull(),
  until: instant('until').notNull(),
  /** The newest slot of which an alert was told. */
  toldOf: instant('told_of'),
});

/** One row: whether the auditor of the climbs lives, and what it found. */
export const escalationAudit = pgTable('escalation_audit', {
  id: integer('id').primaryKey().default(1),
  lookedAt: instant('looked_at').notNull(),
  /** Steps that were missed, since ever. */
  missed: integer('missed').notNull().default(0),
  heartbeatAt: instant('heartbeat_at'),
  /** Why the last heartbeat did not arrive; null: it did. */
  heartbeatFault: text('heartbeat_fault'),
});
