/**
 * A crisis' life, and what each press and each alert makes of it.
 *
 *   open → acknowledged → resolved
 *     │         └────────→ dismissed (a false alarm)
 *     └→ resolved, dismissed
 *   open: whoever is to know is pinged, level by level (escalation.ts); acknowledged: somebody has it, the climbing stands
 *   escalate leads from both to open, one level further up: a climb of its own
 *   reopen leads from resolved and dismissed to open, from the first level on, for a limited time
 *   an alert asks anew where nobody can be counted on to see it: see `join`
 *
 * Who is first wins: a press that comes too late changes nothing, and its outcome says what was before it. A crisis that
 * is over takes nothing: a new alert begins another one.
 */
import type { Severity } from './detection/alerting.ts';
import { SEVERITIES } from './detection/alerting.ts';

export const CRISIS_STATES = ['open', 'acknowledged', 'resolved', 'dismissed'] as const;
export type CrisisState = (typeof CRISIS_STATES)[number];

export interface Crisis {
  state: CrisisState;
  /** The highest that it had. */
  severity: Severity;
  /** Epoch ms. */
  openedAt: number;
  climb: Climb;
  /** Epoch ms: of the newest alert, or of its opening. */
  alertedAt: number;
  /** Who has it, or had it when it ended; null when nobody. */
  acknowledged: Mark | null;
  /** Epoch ms: when somebody first had it, whoever lost it again since; null: nobody ever did. */
  firstAcknowledgedAt: number | null;
  /** Who ended it; null while it goes on. */
  ended: Mark | null;
}

/** One way up through the levels. Steps that were done carry its number. */
export interface Climb {
  /** From 1. */
  number: number;
  /** Epoch ms: when its first step is due. */
  since: number;
  /** The level with which it begins. */
  fromLevel: number;
}

export interface Mark {
  personId: number;
  /** Epoch ms. */
  at: number;
}

export type CrisisEvent =
  | { kind: 'acknowledge' | 'resolve' | 'dismiss'; personId: number }
  /** `toLevel`: the one after the highest that was pinged, by `levelAbove` in escalation.ts. */
  | { kind: 'escalate'; personId: number; toLevel: number }
  /** `within`: ms after its end in which it may be. */
  | { kind: 'reopen'; personId: number; within: number }
  /** The detector found more of the same. `isExhausted` and `toLevel`: of the climb that is on, by escalation.ts. */
  | { kind: 'alert'; severity: Severity; isExhausted: boolean; toLevel: number };

export type Done =
  | 'acknowledged'
  | 'escalated'
  | 'resolved'
  | 'dismissed'
  | 'reopened'
  | 'joined'
  | 'worsened';

export type Refused =
  /** Somebody else has it. */
  | 'already_acknowledged'
  /** It was resolved or dismissed before. */
  | 'already_over'
  /** There is nothing to reopen. */
  | 'still_on'
  | 'too_late_to_reopen';

/** `crisis`: as it is now; after a refusal as it was. */
export type Outcome = { crisis: Crisis } & ({ done: Done } | { refused: Refused });

export function open(severity: Severity, at: number): Crisis {
  const climb = { number: 1, since: at, fromLevel: 0 };
  const since = { openedAt: at, alertedAt: at };
  return {
    state: 'open',
    severity,
    ...since,
    climb,
    acknowledged: null,
    firstAcknowledgedAt: null,
    ended: null,
  };
}

/** `at`: epoch ms. */
export function take(crisis: Crisis, event: CrisisEvent, at: number): Outcome {
  if (event.kind === 'reopen') return reopen(crisis, event.within, at);
  if (isOver(crisis)) return { crisis, refused: 'already_over' };
  switch (event.kind) {
    case 'acknowledge':
      return acknowledge(crisis, { personId: event.personId, at });
    case 'escalate':
      return { crisis: climbAgain(crisis, at, event.toLevel), done: 'escalated' };
    case 'resolve':
      return end(crisis, 'resolved', { personId: event.personId, at });
    case 'dismiss':
      return end(crisis, 'dismissed', { personId: event.personId, at });
    case 'alert':
      return join(crisis, event, at);
  }
}

export function isOver({ state }: Pick<Crisis, 'state'>): boolean {
  return state === 'resolved' || state === 'dismissed';
}

function acknowledge(crisis: Crisis, mark: Mark): Outcome {
  if (crisis.state === 'acknowledged') return { crisis, refused: 'already_acknowledged' };
  const firstAcknowledgedAt = crisis.firstAcknowledgedAt ?? mark.at;
  return {
    crisis: { ...crisis, state: 'acknowledged', acknowledged: mark, firstAcknowledgedAt },
    done: 'acknowledged',
  };
}

function end(crisis: Crisis, state: 'resolved' | 'dismissed', mark: Mark): Outcome {
  return { crisis: { ...crisis, state, ended: mark }, done: state };
}

function reopen(crisis: Crisis, within: number, at: number): Outcome {
  if (!isOver(crisis)) return { crisis, refused: 'still_on' };
  if (crisis.ended && at - crisis.ended.at > within) return { crisis, refused: 'too_late_to_reopen' };
  return { crisis: { ...climbAgain(crisis, at, 0), ended: null }, done: 'reopened' };
}

function climbAgain(crisis: Crisis, at: number, fromLevel: number): Crisis {
  const climb = { number: crisis.climb.number + 1, since: at, fromLevel };
  return { ...crisis, state: 'open', climb, acknowledged: null };
}

/** Who has it is not pinged anew while it stays what it was: the card shows what became of it. */
function join(crisis: Crisis, alert: Extract<CrisisEvent, { kind: 'alert' }>, at: number): Outcome {
  const isWorse = rank(alert.severity) > rank(crisis.severity);
  const joined = { ...crisis, alertedAt: at, severity: isWorse ? alert.severity : crisis.severity };
  const level = levelAskedAnew(crisis, alert, isWorse, at);
  return {
    crisis: level === undefined ? joined : climbAgain(joined, at, level),
    done: isWorse ? 'worsened' : 'joined',
  };
}

/** Undefined: whoever has it, or is being asked, learns of the alert by the card. */
function levelAskedAnew(
  { state, acknowledged, alertedAt }: Crisis,
  { isExhausted, toLevel }: Extract<CrisisEvent, { kind: 'alert' }>,
  isWorse: boolean,
  at: number,
): number | undefined {
  if (state === 'open') {
    if (isExhausted) return 0;
    return isWorse ? toLevel : undefined;
  }
  // Whoever took it took something milder, or may have forgotten it.
  const isForgotten = at - Math.max(alertedAt, acknowledged?.at ?? 0) >= FORGOTTEN_AFTER;
  return isWorse || isForgotten ? 0 : undefined;
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** ms without an alert and an acknowledgement after which a crisis that somebody has is no longer counted as looked after. */
export const FORGOTTEN_AFTER = 6 * 3_600_000;
