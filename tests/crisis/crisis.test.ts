import { describe, expect, it } from 'vitest';
import {
  CRISIS_STATES,
  type Crisis,
  type CrisisEvent,
  FORGOTTEN_AFTER,
  open,
  take,
} from '../../src/crisis/crisis.ts';

const [ADA, BEN] = [1, 2];
const HOUR = 3_600_000;

/** Takes all of them, a minute apart. */
function follow(...events: CrisisEvent[]): Crisis {
  return events.reduce(
    (crisis, event, index) => take(crisis, event, 60_000 * (index + 1)).crisis,
    open('high', 0),
  );
}

const acknowledge: CrisisEvent = { kind: 'acknowledge', personId: ADA };
const resolve: CrisisEvent = { kind: 'resolve', personId: ADA };
const dismiss: CrisisEvent = { kind: 'dismiss', personId: ADA };
const reopen: CrisisEvent = { kind: 'reopen', personId: BEN, within: 24 * HOUR };
const escalate: CrisisEvent = { kind: 'escalate', personId: BEN, toLevel: 2 };
const climbing = { isExhausted: false, toLevel: 1 };
const worse: CrisisEvent = { kind: 'alert', severity: 'critical', ...climbing };
const milder: Extract<CrisisEvent, { kind: 'alert' }> = { kind: 'alert', severity: 'moderate', ...climbing };

describe('a crisis', () => {
  const standing = {
    open: follow(),
    acknowledged: follow(acknowledge),
    resolved: follow(acknowledge, resolve),
    dismissed: follow(dismiss),
  };

  it.each([
    ['open', acknowledge, 'acknowledged', 'acknowledged'],
    ['open', resolve, 'resolved', 'resolved'],
    ['open', dismiss, 'dismissed', 'dismissed'],
    ['open', escalate, 'escalated', 'open'],
    ['open', worse, 'worsened', 'open'],
    ['open', milder, 'joined', 'open'],
    ['acknowledged', resolve, 'resolved', 'resolved'],
    ['acknowledged', dismiss, 'dismissed', 'dismissed'],
    ['acknowledged', escalate, 'escalated', 'open'],
    ['acknowledged', worse, 'worsened', 'open'],
    ['acknowledged', milder, 'joined', 'acknowledged'],
    ['resolved', reopen, 'reopened', 'open'],
    ['dismissed', reopen, 'reopened', 'open'],
  ] as const)('that is %s takes %j: %s, and is %s then', (state, event, done, then) => {
    const outcome = take(standing[state], event, HOUR);
    expect(outcome).toMatchObject({ done, crisis: { state: then } });
  });

  it.each([
    ['acknowledged', acknowledge, 'already_acknowledged'],
    ['open', reopen, 'still_on'],
    ['acknowledged', reopen, 'still_on'],
    ...(['resolved', 'dismissed'] as const).flatMap((state) =>
      [acknowledge, resolve, dismiss, escalate, worse].map(
        (event) => [state, event, 'already_over'] as const,
      ),
    ),
  ] as const)('that is %s is not changed by %j: %s', (state, event, refused) => {
    expect(take(standing[state], event, HOUR)).toEqual({ crisis: standing[state], refused });
  });

  it('covers every state', () => {
    expect(Object.keys(standing)).toEqual([...CRISIS_STATES]);
  });

  it('keeps who was first', () => {
    const late = take(standing.acknowledged, { kind: 'acknowledge', personId: BEN }, HOUR);
    expect(late.crisis.acknowledged).toEqual({ personId: ADA, at: 60_000 });
    expect(standing.resolved.ended).toEqual({ personId: ADA, at: 120_000 });
  });

  it('never becomes milder', () => {
    expect(follow(worse, milder).severity).toBe('critical');
  });

  it('climbs anew, from where it was told to, once it is escalated; nobody has it then', () => {
    const { climb, acknowledged } = follow(acknowledge, escalate);
    expect(climb).toEqual({ number: 2, since: 120_000, fromLevel: 2 });
    expect(acknowledged).toBeNull();
  });

  it('is reopened from the first level on, within the time that is given and no later (grafana/oncall#3898, keephq/keep#2481)', () => {
    const reopened = take(standing.resolved, reopen, 120_000 + 24 * HOUR);
    expect(reopened).toMatchObject({
      done: 'reopened',
      crisis: { climb: { number: 2, fromLevel: 0 }, ended: null, acknowledged: null },
    });
    expect(take(standing.resolved, reopen, 120_001 + 24 * HOUR)).toMatchObject({
      refused: 'too_late_to_reopen',
    });
  });
});

describe('an alert that joins a crisis', () => {
  const taken = follow(acknowledge);
  const at = 60_000;

  it('leaves whoever has it, or is being asked, alone while it stays what it was', () => {
    for (const crisis of [follow(), taken]) {
      const { crisis: joined } = take(crisis, milder, at + FORGOTTEN_AFTER - 1);
      expect(joined).toEqual({ ...crisis, alertedAt: at + FORGOTTEN_AFTER - 1 });
    }
  });

  it('asks anew from the first level on where nobody answered', () => {
    const { crisis } = take(follow(), { ...milder, isExhausted: true }, 9 * HOUR);
    expect(crisis.climb).toEqual({ number: 2, since: 9 * HOUR, fromLevel: 0 });
  });

  it('that is worse asks the next level at once, and all where somebody has what was milder', () => {
    expect(take(follow(), worse, HOUR).crisis.climb).toEqual({ number: 2, since: HOUR, fromLevel: 1 });
    expect(take(taken, worse, HOUR).crisis).toMatchObject({
      state: 'open',
      acknowledged: null,
      climb: { number: 2, since: HOUR, fromLevel: 0 },
    });
  });

  it('asks anew when whoever has it heard nothing for hours; each alert meanwhile counts as heard (grafana/oncall#1792, #3870, #4062)', () => {
    expect(take(taken, milder, at + FORGOTTEN_AFTER).crisis).toMatchObject({
      state: 'open',
      climb: { number: 2, fromLevel: 0 },
    });
    const heard = take(taken, milder, at + HOUR).crisis;
    expect(take(heard, milder, at + FORGOTTEN_AFTER).crisis.state).toBe('acknowledged');
    expect(take(heard, milder, at + HOUR + FORGOTTEN_AFTER).crisis.state).toBe('open');
  });
});

it('when somebody first had it is kept, whoever lost it since', () => {
  const again: CrisisEvent = { kind: 'acknowledge', personId: BEN };
  const crisis = follow(acknowledge, escalate, again, resolve, reopen);
  expect(crisis).toMatchObject({ acknowledged: null, firstAcknowledgedAt: 60_000 });
});
