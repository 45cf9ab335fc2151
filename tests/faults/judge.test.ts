import { describe, expect, test } from 'vitest';
import type { Delivered, Effect, Evidence } from './evidence.ts';
import { judge } from './judge.ts';

const SENT: Delivered = {
  id: 1,
  target: 'web',
  state: 'sent',
  parts: ['Hello'],
  out: 0,
  at: 1_000,
  intents: [true],
  told: true,
};
const LIVE: Effect = { target: 'web', text: 'Hello', at: 1_000 };
const THREAD = { ...SENT, parts: ['Hello', 'World'] };

/** How many of each are found. */
function counts(delivered: Partial<Delivered>, effects: Effect[], missing: string[] = []) {
  const evidence: Evidence = { deliveries: [{ ...SENT, ...delivered }], effects, missing, afterFreeze: [] };
  const found = Object.entries(judge(evidence)).map(([name, words]) => [name, words.length] as const);
  return Object.fromEntries(found.filter(([, count]) => count > 0));
}

describe('nothing is found', () => {
  test('in what went out once, when it was due', () => {
    expect(counts({}, [LIVE])).toEqual({});
  });

  test('in what failed, was called off or is asked about, and is not live', () => {
    for (const state of ['failed', 'cancelled', 'unknown']) expect(counts({ state }, [])).toEqual({});
  });

  test('in what is asked about and is live', () => {
    expect(counts({ state: 'unknown' }, [LIVE])).toEqual({});
  });

  test('in a thread, whole, or broken off after the part that it says is out', () => {
    expect(counts(THREAD, [LIVE, { ...LIVE, text: 'World' }])).toEqual({});
    expect(counts({ ...THREAD, state: 'failed', out: 1 }, [LIVE])).toEqual({});
  });
});

describe('a double', () => {
  test('is each effect beyond the first', () => {
    expect(counts({}, [LIVE, LIVE, LIVE])).toEqual({ doubles: 2 });
  });

  test('is not the same text on another network', () => {
    const deliveries = [SENT, { ...SENT, id: 2, target: 'sky' as const }];
    const effects = [LIVE, { ...LIVE, target: 'sky' as const }];
    expect(judge({ deliveries, effects, missing: [], afterFreeze: [] }).doubles).toEqual([]);
  });

  test('is found in a thread', () => {
    expect(counts(THREAD, [LIVE, { ...LIVE, text: 'World' }, { ...LIVE, text: 'World' }])).toEqual({
      doubles: 1,
    });
  });
});

describe('a loss', () => {
  test('is what says sent and is not live', () => {
    expect(counts({}, [])).toEqual({ lost: 1 });
    expect(counts(THREAD, [LIVE])).toEqual({ lost: 1 });
  });

  test('is what never ends', () => {
    for (const state of ['scheduled', 'claimed', 'sending', 'held'])
      expect(counts({ state }, [])).toEqual({ lost: 1 });
  });

  test('is an ending that nobody is told of', () => {
    expect(counts({ state: 'failed', told: false }, [])).toEqual({ lost: 1 });
  });

  test('is an approved post for which nothing was scheduled', () => {
    expect(counts({}, [LIVE], ['post 7 and web'])).toEqual({ lost: 1 });
  });
});

describe('unapproved', () => {
  test('is a text that nobody approved', () => {
    expect(counts({ state: 'failed' }, [{ ...LIVE, text: 'Hello!' }])).toEqual({ unapproved: 1 });
  });

  test('is what was not approved when an intent was committed, were it in one try of several', () => {
    expect(counts({ intents: [true, false] }, [LIVE])).toEqual({ unapproved: 1 });
  });

  test('is what went out without an intent, and what went out before its time', () => {
    expect(counts({ intents: [] }, [LIVE])).toEqual({ unapproved: 1 });
    expect(counts({}, [{ ...LIVE, at: 999 }])).toEqual({ unapproved: 1 });
  });
});

test('a false failure is what is called failed or called off, and live', () => {
  for (const state of ['failed', 'cancelled'])
    expect(counts({ state }, [LIVE])).toEqual({ falseFailures: 1 });
  expect(counts({ ...THREAD, state: 'failed', out: 1 }, [LIVE, { ...LIVE, text: 'World' }])).toEqual({
    falseFailures: 1,
  });
});
