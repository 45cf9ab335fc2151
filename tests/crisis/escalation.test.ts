import { describe, expect, it } from 'vitest';
import { type Crisis, open, take } from '../../src/crisis/crisis.ts';
import {
  type DoneStep,
  type EscalationPolicy,
  levelAbove,
  type NextStep,
  nextStep,
  overdue,
  type Roster,
} from '../../src/crisis/escalation.ts';

const MINUTE = 60_000;

const POLICY: EscalationPolicy = {
  levels: [
    { targets: [{ kind: 'channel', name: 'crisis' }], wait: 5 * MINUTE },
    {
      targets: [
        { kind: 'role', name: 'responder' },
        { kind: 'person', name: 'Ada' },
      ],
      wait: 10 * MINUTE,
    },
    {
      targets: [
        { kind: 'person', name: 'Head' },
        { kind: 'webhook', name: 'phone' },
      ],
      wait: 15 * MINUTE,
    },
  ],
  repeat: 1,
};

const ROSTER: Roster = {
  people: ['Ada', 'Ben', 'Head'],
  channels: ['crisis'],
  webhooks: ['phone'],
  roles: { responder: ['Ada', 'Ben'] },
};

/** Does what is next, each when it is due, until the climb ends or nothing is due any more by `until`. */
function climb(crisis: Crisis, until: number, { policy = POLICY, roster = ROSTER } = {}) {
  const [done, steps]: [DoneStep[], NextStep[]] = [[], []];
  for (;;) {
    const next = nextStep(policy, crisis, done, roster, until);
    if (next.kind === 'none' || next.dueAt > until) return { done, steps, next };
    steps.push(next);
    const { climb: number, round, level, kind, dueAt } = next;
    done.push({ climb: number, round, level, kind, at: dueAt });
  }
}

describe('an escalation', () => {
  const crisis = open('high', 0);

  it('goes up level by level, each after the wait of the one before, and through all once more', () => {
    const { done, next } = climb(crisis, 999 * MINUTE);
    expect(done.map(({ round, level, kind, at }) => [round, level, kind, at / MINUTE])).toEqual([
      [0, 0, 'ping', 0],
      [0, 1, 'ping', 5],
      [0, 2, 'ping', 15],
      [1, 0, 'ping', 30],
      [1, 1, 'ping', 35],
      [1, 2, 'ping', 45],
      [2, 0, 'exhausted', 60],
    ]);
    expect(next).toEqual({ kind: 'none', because: 'exhausted' });
  });

  it('pings each person once in a level, whether named or of a role (target/goalert#912)', () => {
    const { steps } = climb(crisis, 5 * MINUTE);
    expect(steps[1]).toMatchObject({
      to: [
        { kind: 'person', name: 'Ada' },
        { kind: 'person', name: 'Ben' },
      ],
      missing: [],
    });
  });

  it('stops at once when somebody acknowledges, and when it is over', () => {
    const { done } = climb(crisis, 5 * MINUTE);
    const had = take(crisis, { kind: 'acknowledge', personId: 1 }, 6 * MINUTE).crisis;
    const over = take(had, { kind: 'resolve', personId: 1 }, 7 * MINUTE).crisis;
    expect(nextStep(POLICY, had, done, ROSTER, 99 * MINUTE)).toEqual({
      kind: 'none',
      because: 'acknowledged',
    });
    expect(nextStep(POLICY, over, done, ROSTER, 99 * MINUTE)).toEqual({ kind: 'none', because: 'over' });
    expect(overdue(POLICY, had, done, ROSTER, 99 * MINUTE, 0)).toEqual([]);
  });

  it('skips a level that reaches nobody at once, and notes who is missing (target/goalert#4548)', () => {
    const roster = { ...ROSTER, people: ['Head'], roles: { responder: [] } };
    const { steps } = climb(crisis, 5 * MINUTE, { roster });
    expect(steps.map(({ kind }) => kind)).toEqual(['ping', 'skip', 'ping']);
    expect(steps[1]).toMatchObject({ dueAt: 5 * MINUTE, missing: POLICY.levels[1]?.targets });
    expect(steps[2]).toMatchObject({ dueAt: 5 * MINUTE, level: 2 });
  });

  it('pings those that are left where somebody has gone, with a note', () => {
    const roster = { ...ROSTER, people: ['Ada', 'Ben'] };
    const { steps } = climb(crisis, 15 * MINUTE, { roster });
    expect(steps[2]).toMatchObject({
      kind: 'ping',
      to: [{ kind: 'webhook', name: 'phone' }],
      missing: [{ kind: 'person', name: 'Head' }],
    });
  });

  it('is exhausted at once where there is nobody at all, without going round and round', () => {
    const nobody = { people: [], channels: [], webhooks: [], roles: {} };
    const { done } = climb(crisis, 0, { roster: nobody, policy: { ...POLICY, repeat: 1_000 } });
    expect(done.map(({ kind }) => kind)).toEqual(['skip', 'skip', 'skip', 'exhausted']);
    expect(climb(crisis, 0, { policy: { levels: [], repeat: 3 } }).done.map(({ kind }) => kind)).toEqual([
      'exhausted',
    ]);
  });

  it('waits from when somebody was pinged, not from when they should have been', () => {
    const done: DoneStep[] = [{ climb: 1, round: 0, level: 0, kind: 'ping', at: 60 * MINUTE }];
    expect(nextStep(POLICY, crisis, done, ROSTER, 61 * MINUTE)).toMatchObject({
      level: 1,
      dueAt: 65 * MINUTE,
    });
  });

  it('makes nobody wait for longer than the wait where the clock was set back', () => {
    const done: DoneStep[] = [{ climb: 1, round: 0, level: 0, kind: 'ping', at: 600 * MINUTE }];
    expect(nextStep(POLICY, crisis, done, ROSTER, 10 * MINUTE)).toMatchObject({ dueAt: 15 * MINUTE });
  });

  it('begins a climb of its own at the next level when somebody presses Escalate', () => {
    const { done } = climb(crisis, 5 * MINUTE);
    const had = take(crisis, { kind: 'acknowledge', personId: 1 }, 6 * MINUTE).crisis;
    const toLevel = levelAbove(POLICY, had, done);
    expect(toLevel).toBe(2);
    const again = take(had, { kind: 'escalate', personId: 1, toLevel }, 7 * MINUTE).crisis;
    expect(nextStep(POLICY, again, done, ROSTER, 7 * MINUTE)).toMatchObject({
      kind: 'ping',
      climb: 2,
      level: 2,
      dueAt: 7 * MINUTE,
    });
    expect(levelAbove(POLICY, again, [...done, { climb: 2, round: 0, level: 2, kind: 'ping', at: 0 }])).toBe(
      2,
    );
  });

  it('goes on where the policy became shorter meanwhile', () => {
    const { done } = climb(crisis, 15 * MINUTE);
    const shorter = { ...POLICY, levels: POLICY.levels.slice(0, 1) };
    expect(nextStep(shorter, crisis, done, ROSTER, 20 * MINUTE)).toMatchObject({
      kind: 'ping',
      round: 1,
      level: 0,
    });
  });
});

describe('the auditor', () => {
  const crisis = open('high', 0);

  it('finds nothing where each step was done in time', () => {
    const { done } = climb(crisis, 20 * MINUTE);
    expect(overdue(POLICY, crisis, done, ROSTER, 20 * MINUTE, MINUTE)).toEqual([]);
  });

  it('lists the steps that should have been done and were not, but for those of the last minute', () => {
    const missed = overdue(POLICY, crisis, [], ROSTER, 16 * MINUTE, MINUTE);
    expect(missed.map(({ level, dueAt }) => [level, dueAt / MINUTE])).toEqual([
      [0, 0],
      [1, 5],
      [2, 15],
    ]);
    expect(overdue(POLICY, crisis, [], ROSTER, 16 * MINUTE - 1, MINUTE)).toHaveLength(2);
  });

  it('ends its list with the step that ends the climb', () => {
    expect(overdue(POLICY, crisis, [], ROSTER, 9_999 * MINUTE, MINUTE).at(-1)).toMatchObject({
      kind: 'exhausted',
    });
  });
});
