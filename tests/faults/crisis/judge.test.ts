/** The judge of the escalation's faults finds what must not be, and nothing in a run that went well. */
import { describe, expect, it } from 'vitest';
import type { EscalationPolicy } from '../../../src/crisis/escalation.ts';
import { type Evidence, judge } from './judge.ts';
import { makePlan } from './plan.ts';

const policy: EscalationPolicy = {
  levels: [
    { targets: [{ kind: 'person', name: 'Bo' }], wait: 1_000 },
    { targets: [{ kind: 'person', name: 'Gone' }], wait: 1_000 },
  ],
  repeat: 0,
};
const step = (level: number, kind: 'ping' | 'skip' | 'exhausted', round = 0) => ({
  ...{ id: 1, climb: 1, round, level, kind, at: 0 },
});
const row = { id: 1, key: 'k1', kind: 'ping', round: '1.0.0', attempted: true, places: 'person:2' };
const message = { key: 'k1', place: 'slack:D-UBo', words: '', at: 100 };

/** Nobody answered, and all was said. */
const WELL: Evidence = {
  policy,
  crises: [{ id: 1, state: 'open', climb: 1, fromLevel: 0 }],
  steps: [step(0, 'ping'), step(1, 'skip'), step(0, 'exhausted', 1)],
  log: ['crisis.opened', 'crisis.ping', 'crisis.skip', 'crisis.exhausted'].map((kind) => ({ id: 1, kind })),
  ...{ rows: [row], messages: [message], pages: [], stopped: [] },
};

const found = (change: Partial<Evidence>) => {
  const { missed, twice, after } = judge({ ...WELL, ...change });
  return [missed.length, twice.length, after.length];
};

describe('the judge', () => {
  it('has nothing against a run that went well', () => {
    expect(judge(WELL)).toEqual({ missed: [], twice: [], after: [] });
  });

  it('finds a step that is missing at the end, or in the middle', () => {
    expect(found({ steps: [step(0, 'ping'), step(1, 'skip')] })).toEqual([1, 0, 0]);
    expect(found({ steps: [step(0, 'ping'), step(0, 'exhausted', 1)] })).toEqual([1, 0, 0]);
  });

  it('finds a ping that never arrived', () => {
    expect(found({ messages: [] })).toEqual([1, 0, 0]);
  });

  it('finds what was said twice, and a step that was done twice', () => {
    expect(found({ messages: [message, message] })).toEqual([0, 1, 0]);
    expect(found({ steps: [step(0, 'ping'), step(0, 'ping'), ...WELL.steps.slice(1)] })[1]).toBe(1);
    const pages = [
      { key: 'p', place: 'gateway', words: '{"crisis":1}', at: 0 },
      { key: 'p', place: 'gateway', words: '{"crisis":2}', at: 0 },
    ];
    expect(found({ pages })).toEqual([0, 1, 0]);
  });

  it('finds what came after the acknowledgement: a step, a ping that was not begun, one that came late', () => {
    const crises = [{ id: 1, state: 'acknowledged', climb: 1, fromLevel: 0 }];
    const log = ['crisis.ping', 'crisis.acknowledged', 'crisis.skip'].map((kind) => ({ id: 1, kind }));
    expect(found({ crises, log })).toEqual([0, 0, 1]);
    expect(found({ crises, rows: [{ ...row, attempted: false }] })).toEqual([0, 0, 1]);
    const stopped = [{ id: 1, climb: 1, at: 1_000 }];
    expect(found({ crises, stopped, messages: [{ ...message, at: 5_000 }] })).toEqual([0, 0, 1]);
    expect(found({ crises, stopped })).toEqual([0, 0, 0]);
  });

  it('counts an escalation as a beginning', () => {
    const log = ['crisis.acknowledged', 'crisis.escalated', 'crisis.ping'].map((kind) => ({ id: 1, kind }));
    expect(found({ log })).toEqual([0, 0, 0]);
  });
});

it('the same seed makes the same plan, and others make others', () => {
  expect(makePlan(1, 7)).toEqual(makePlan(1, 7));
  expect(makePlan(1, 7)).not.toEqual(makePlan(1, 8));
});
