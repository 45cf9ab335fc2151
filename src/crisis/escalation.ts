/**
 * Who is pinged next, and when, until somebody acknowledges. `nextStep` is worked out anew from what was done, so that
 * nothing needs to be remembered but the steps: whoever was killed, or whose clock moved, goes on where it stood.
 *
 * Levels are gone through in their order, each after the wait of the one before; then all again, `repeat` times; then the
 * climb is exhausted, which is a step of its own. A level that reaches nobody is a step too, and costs no wait.
 */
import type { Role } from '../people/role.ts';
import type { Crisis } from './crisis.ts';

export interface EscalationPolicy {
  /** In order. */
  levels: readonly Level[];
  /** How often all levels are gone through once more. */
  repeat: number;
}

export interface Level {
  targets: readonly Target[];
  /** ms until the next one. */
  wait: number;
}

/** Channels and webhooks by their names in the team file, people by theirs. */
export type Target = { kind: 'person' | 'channel' | 'webhook'; name: string } | { kind: 'role'; name: Role };

/** What can be reached now. */
export interface Roster {
  people: readonly string[];
  channels: readonly string[];
  webhooks: readonly string[];
  /** Names of the people who have it. */
  roles: Partial<Record<Role, readonly string[]>>;
}

/** Each is a unit of its own: one that fails holds up no other. */
export type Recipient = Exclude<Target, { kind: 'role' }>;

/** Where a step stands. */
export interface Place {
  climb: number;
  /** From 0. */
  round: number;
  /** From 0. */
  level: number;
}

export interface DoneStep extends Place {
  kind: 'ping' | 'skip' | 'exhausted';
  /** Epoch ms. */
  at: number;
}

export type NextStep =
  | (Place & {
      kind: 'ping' | 'skip';
      /** Epoch ms; it may be over. */
      dueAt: number;
      /** Empty for a skip. */
      to: Recipient[];
      /** Who or what the policy names and is not there: people who left, roles that nobody has, channels that are gone. */
      missing: Target[];
    })
  /** Nobody answered: tell an admin. */
  | (Place & { kind: 'exhausted'; dueAt: number })
  | { kind: 'none'; because: 'acknowledged' | 'over' | 'exhausted' };

/** `done`: in the order in which they were done. `now`: epoch ms. */
export function nextStep(
  policy: EscalationPolicy,
  crisis: Pick<Crisis, 'state' | 'climb'>,
  done: readonly DoneStep[],
  roster: Roster,
  now: number,
): NextStep {
  if (crisis.state === 'acknowledged') return { kind: 'none', because: 'acknowledged' };
  if (crisis.state !== 'open') return { kind: 'none', because: 'over' };
  const steps = done.filter(({ climb }) => climb === crisis.climb.number);
  const last = steps.at(-1);
  if (isExhausted(crisis, done)) return { kind: 'none', because: 'exhausted' };
  const place = placeAfter(policy, crisis, last);
  const dueAt = last ? dueAfter(policy, last, now) : crisis.climb.since;
  const level = policy.levels[place.level];
  if (!level || place.round > policy.repeat || reachedNobody(steps, place)) {
    return { ...place, kind: 'exhausted', dueAt };
  }
  const { to, missing } = reach(level, roster);
  return { ...place, kind: to.length > 0 ? 'ping' : 'skip', dueAt, to, missing };
}

/** Steps that should have been done `grace` ms ago and were not, as if each had been done when it was due. */
export function overdue(
  policy: EscalationPolicy,
  crisis: Pick<Crisis, 'state' | 'climb'>,
  done: readonly DoneStep[],
  roster: Roster,
  now: number,
  grace: number,
): Exclude<NextStep, { kind: 'none' }>[] {
  const missed: Exclude<NextStep, { kind: 'none' }>[] = [];
  const steps = [...done];
  for (;;) {
    const next = nextStep(policy, crisis, steps, roster, now);
    if (next.kind === 'none' || next.dueAt > now - grace) return missed;
    missed.push(next);
    const { climb, round, level, kind, dueAt } = next;
    steps.push({ climb, round, level, kind, at: dueAt });
  }
}

/** The climb that is on went through all levels, and nobody answered. */
export function isExhausted({ climb }: Pick<Crisis, 'climb'>, done: readonly DoneStep[]): boolean {
  return done.findLast((step) => step.climb === climb.number)?.kind === 'exhausted';
}

/** For a press of *Escalate*, and an alert that is worse: the level after the highest that this climb has reached, the last at most. */
export function levelAbove(
  policy: EscalationPolicy,
  { climb }: Pick<Crisis, 'climb'>,
  done: readonly DoneStep[],
): number {
  const reached = done.filter((step) => step.climb === climb.number).map(({ level }) => level);
  const highest = Math.max(climb.fromLevel - 1, ...reached);
  return Math.max(0, Math.min(highest + 1, policy.levels.length - 1));
}

function placeAfter(
  { levels }: EscalationPolicy,
  { climb }: Pick<Crisis, 'climb'>,
  last: DoneStep | undefined,
): Place {
  if (!last)
    return {
      climb: climb.number,
      round: 0,
      level: Math.min(climb.fromLevel, Math.max(0, levels.length - 1)),
    };
  // Levels may have been taken away meanwhile.
  if (last.level + 1 < levels.length)
    return { climb: climb.number, round: last.round, level: last.level + 1 };
  return { climb: climb.number, round: last.round + 1, level: 0 };
}

/** A clock that was set back makes nobody wait for longer than the wait. */
function dueAfter({ levels }: EscalationPolicy, last: DoneStep, now: number): number {
  const wait = last.kind === 'ping' ? (levels[last.level]?.wait ?? 0) : 0;
  return Math.min(last.at, now) + wait;
}

/** A whole round in which nobody was reached: the next ones would be the same at the same instant. */
function reachedNobody(steps: readonly DoneStep[], { round, level }: Place): boolean {
  const before = steps.filter((step) => step.round === round - 1);
  return level === 0 && before[0]?.level === 0 && before.every(({ kind }) => kind === 'skip');
}

function reach({ targets }: Level, roster: Roster): { to: Recipient[]; missing: Target[] } {
  const reached = targets.map((target) => ({ target, recipients: recipientsOf(target, roster) }));
  const each = new Map(
    reached.flatMap(({ recipients }) => recipients.map((one) => [`${one.kind} ${one.name}`, one] as const)),
  );
  return {
    to: [...each.values()],
    missing: reached.filter(({ recipients }) => recipients.length === 0).map(({ target }) => target),
  };
}

function recipientsOf(target: Target, roster: Roster): Recipient[] {
  if (target.kind === 'role') {
    return (roster.roles[target.name] ?? []).map((name) => ({ kind: 'person', name }));
  }
  const present = { person: roster.people, channel: roster.channels, webhook: roster.webhooks }[target.kind];
  return present.includes(target.name) ? [target] : [];
}
