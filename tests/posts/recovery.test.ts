import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Approach,
  absenceIsProof,
  afterFailure,
  approach,
  EDITING,
  type Failure,
  type NetworkErrorReason,
  type RetryContract,
  settledAt,
} from '../../src/posts/recovery.ts';

const NOW = 1_795_000_000_000;
const HOUR = 3_600_000;
const KINDS: RetryContract['kind'][] = ['native-key', 'deterministic-id', 'handle', 'read-back', 'none'];
const REASONS: NetworkErrorReason[] = [
  'refused',
  'unauthorized',
  'rate_limited',
  'unreachable',
  'lost',
  'processing',
];

describe('how a try begins', () => {
  test.each(KINDS)('without a doubt, %s sends', (kind) => {
    expect(approach({ kind }, { now: NOW, canLook: true })).toBe('send');
  });

  test.each<[RetryContract, string, Approach, Approach]>([
    [{ kind: 'native-key' }, 'any time', 'send', 'send'],
    [{ kind: 'native-key', remembers: HOUR }, 'while the key is remembered', 'send', 'send'],
    [{ kind: 'native-key', remembers: 60_000 }, 'when the key is forgotten', 'look', 'ask'],
    [{ kind: 'deterministic-id' }, 'any time', 'send', 'send'],
    [{ kind: 'handle' }, 'any time', 'look', 'ask'],
    [{ kind: 'read-back' }, 'any time', 'look', 'ask'],
    [{ kind: 'none' }, 'any time', 'ask', 'ask'],
    [{ kind: 'none', tellsAbsence: true }, 'any time', 'look', 'ask'],
  ])('after a lost answer, %j %s', (contract, _when, canLook, cannot) => {
    const since = NOW - 10 * 60_000;
    expect(approach(contract, { since, now: NOW, canLook: true })).toBe(canLook);
    expect(approach(contract, { since, now: NOW, canLook: false })).toBe(cannot);
  });
});

test('a key is remembered from the first try on: tries that come after it do not make it younger', () => {
  const contract: RetryContract = { kind: 'native-key', remembers: HOUR };
  const doubt = { since: NOW - 2 * HOUR, triedAt: NOW - 60_000, now: NOW };
  expect(approach(contract, { ...doubt, canLook: true })).toBe('look');
  expect(approach(contract, { ...doubt, canLook: false })).toBe('ask');
});

describe('a key that is not noted at once', () => {
  const contract: RetryContract = { kind: 'native-key', remembers: HOUR, notedWithin: 60_000 };
  const since = NOW - 10 * 60_000;
  const at = (triedAt: number | undefined) => approach(contract, { since, triedAt, now: NOW, canLook: true });

  test('is waited for after the last try, however long ago the first one was', () => {
    expect(at(NOW)).toBe('wait');
    expect(at(NOW - 59_999)).toBe('wait');
    expect(at(NOW - 60_000)).toBe('send');
    expect(at(undefined)).toBe('send');
    expect(settledAt(contract, NOW)).toBe(NOW + 60_000);
    expect(settledAt({ kind: 'read-back' }, NOW)).toBe(NOW);
  });

  test('keeps the next try off for that long after a lost answer, and not after others', () => {
    expect(afterFailure(contract, failure({}))).toEqual({ kind: 'again', at: NOW + 60_000, doubtful: true });
    const limited = afterFailure(contract, failure({ reason: 'rate_limited', retryAfter: 7_000 }));
    expect(limited).toMatchObject({ at: NOW + 7_500 });
  });
});

describe('a refusal after a lost answer', () => {
  const since = NOW - 60_000;
  const doubt = { since, now: NOW, wasRefused: true };
  const refusal = failure({ reason: 'refused', doubtful: true, mayLook: true });

  test.each<RetryContract>([
    { kind: 'native-key' },
    { kind: 'deterministic-id' },
    { kind: 'handle' },
    { kind: 'read-back' },
  ])('tells nothing of the one before: with %j it is looked for, not sent', (contract) => {
    expect(afterFailure(contract, refusal)).toMatchObject({ kind: 'again', doubtful: true });
    expect(approach(contract, { ...doubt, canLook: true })).toBe('look');
    expect(approach(contract, { ...doubt, canLook: false })).toBe('ask');
  });

  test('is asked about where nobody can look, and when the look is refused too', () => {
    expect(afterFailure({ kind: 'native-key' }, { ...refusal, mayLook: false }).kind).toBe('unknown');
    expect(afterFailure({ kind: 'none' }, refusal).kind).toBe('unknown');
  });

  test('is no matter without a doubt, or for what may be sent again in any case', () => {
    expect(afterFailure({ kind: 'read-back' }, { ...refusal, doubtful: false }).kind).toBe('failed');
    expect(afterFailure(EDITING, refusal).kind).toBe('failed');
    expect(approach(EDITING, { ...doubt, canLook: true })).toBe('send');
    expect(approach({ kind: 'read-back' }, { now: NOW, canLook: true, wasRefused: true })).toBe('send');
  });
});

describe('what follows a failure', () => {
  const fresh: Record<NetworkErrorReason, string> = {
    refused: 'failed',
    unauthorized: 'failed',
    rate_limited: 'again',
    unreachable: 'again',
    lost: 'again, doubtful',
    processing: 'again',
  };
  const doubtful: Record<NetworkErrorReason, string> = {
    refused: 'unknown',
    unauthorized: 'unknown',
    rate_limited: 'again, doubtful',
    unreachable: 'again, doubtful',
    lost: 'again, doubtful',
    processing: 'again, doubtful',
  };
  const exceptions: Record<string, string> = {
    'none lost fresh': 'unknown',
    'none rate_limited doubtful': 'unknown',
    'none unreachable doubtful': 'unknown',
    'none lost doubtful': 'unknown',
    'none processing doubtful': 'unknown',
  };
  const table = KINDS.flatMap((kind) =>
    REASONS.flatMap((reason) =>
      (['fresh', 'doubtful'] as const).map((before) => {
        const usual = before === 'fresh' ? fresh[reason] : doubtful[reason];
        return [kind, reason, before, exceptions[`${kind} ${reason} ${before}`] ?? usual] as const;
      }),
    ),
  );

  test.each(table)('%s, %s, %s: %s', (kind, reason, before, expected) => {
    const next = afterFailure({ kind }, failure({ reason, doubtful: before === 'doubtful' }));
    const words = next.kind === 'again' && next.doubtful ? 'again, doubtful' : next.kind;
    expect(words).toBe(expected);
  });

  test('after a day a person has to look, and nothing is called failed that may be live', () => {
    const late = { dueAt: NOW - 25 * HOUR };
    expect(afterFailure({ kind: 'native-key' }, failure({ ...late, reason: 'unreachable' })).kind).toBe(
      'failed',
    );
    expect(afterFailure({ kind: 'native-key' }, failure({ ...late, reason: 'lost' })).kind).toBe('unknown');
  });

  test('waits as long as the network asks, and at least so', () => {
    const next = afterFailure({ kind: 'none' }, failure({ reason: 'rate_limited', retryAfter: 7_000 }));
    expect(next).toMatchObject({ kind: 'again', doubtful: false });
    expect(next.kind === 'again' && next.at - NOW).toBeGreaterThanOrEqual(7_000);
  });

  test('told to come at once, time and again, comes less and less often', () => {
    const pauses = [1, 10, 100].map((attempts) => {
      const next = afterFailure(
        { kind: 'native-key' },
        failure({ reason: 'rate_limited', retryAfter: 0, attempts, jitter: 0 }),
      );
      return next.kind === 'again' && next.at - NOW;
    });
    expect(pauses).toEqual([1_000, 10_000, 100_000]);
  });

  test('told to come when the day of trying is over, comes then, so that a person is told', () => {
    const retryAfter = 55 * 365 * 24 * HOUR;
    const next = afterFailure(
      { kind: 'native-key' },
      failure({ reason: 'lost', retryAfter, dueAt: NOW - HOUR }),
    );
    expect(next).toMatchObject({ kind: 'again', at: NOW + 23 * HOUR });
  });

  test('else backs off with jitter, longer each time, at most a quarter of an hour and a quarter of that', () => {
    const pauses = (jitter: number) =>
      [1, 2, 3, 4, 5, 6, 7, 100].map((attempts) => {
        const next = afterFailure(
          { kind: 'read-back' },
          failure({ reason: 'unreachable', attempts, jitter }),
        );
        return next.kind === 'again' ? next.at - NOW : Number.NaN;
      });
    const expected = [2, 10, 30, 60, 300, 900, 900, 900].map((seconds) => seconds * 1_000);
    expect(pauses(0)).toEqual(expected.map((pause) => pause * 0.75));
    expect(pauses(1)).toEqual(expected.map((pause) => pause * 1.25));
  });

  test('asks what is being worked on after seconds first, then after minutes, however often that was', () => {
    const pauses = [0, 29_999, 30_000, 179_999, 180_000, HOUR - 1].map((elapsed) => {
      const working = {
        reason: 'processing' as const,
        processingSince: NOW - elapsed,
        attempts: 50,
        jitter: 0,
      };
      const next = afterFailure({ kind: 'handle' }, failure(working));
      return next.kind === 'again' ? next.at - NOW : Number.NaN;
    });
    expect(pauses).toEqual([5_000, 5_000, 30_000, 30_000, 60_000, 60_000]);
  });

  test('asks a person about what is still being worked on after an hour', () => {
    const stuck = { reason: 'processing' as const, processingSince: NOW - HOUR };
    expect(afterFailure({ kind: 'handle' }, failure(stuck))).toEqual({ kind: 'failed', doubtful: false });
    expect(afterFailure({ kind: 'handle' }, failure({ ...stuck, doubtful: true })).kind).toBe('unknown');
  });

  test('asks a person later where the network says that it takes longer, and asks it less often then', () => {
    const working = { reason: 'processing' as const, processingFor: 12 * HOUR, jitter: 0 };
    const next = (elapsed: number) =>
      afterFailure({ kind: 'handle' }, failure({ ...working, processingSince: NOW - elapsed }));
    expect([next(HOUR), next(12 * HOUR - 1)]).toMatchObject([
      { kind: 'again', at: NOW + 5 * 60_000 },
      { kind: 'again', at: NOW + 5 * 60_000 },
    ]);
    expect(next(12 * HOUR).kind).toBe('failed');
  });

  test('nothing that may be live is ever called failed', () => {
    const any = fc.record({
      kind: fc.constantFrom(...KINDS),
      reason: fc.constantFrom(...REASONS),
      attempts: fc.integer({ min: 1, max: 50 }),
      age: fc.integer({ min: 0, max: 72 * HOUR }),
      doubt: fc.boolean(),
    });
    fc.assert(
      fc.property(any, ({ kind, reason, attempts, age, doubt }) => {
        const next = afterFailure({ kind }, failure({ reason, attempts, dueAt: NOW - age, doubtful: doubt }));
        const mayBeLive = doubt || reason === 'lost';
        if (mayBeLive) expect(next.kind).not.toBe('failed');
        else expect(next.kind).not.toBe('unknown');
        if (next.kind === 'again') expect(next).toMatchObject({ doubtful: mayBeLive });
        if (next.kind === 'again') expect(next.at).toBeGreaterThan(NOW);
      }),
    );
  });
});

describe('an edit', () => {
  test('is sent again after a lost answer, by whichever network, and never looked for', () => {
    expect(approach(EDITING, { since: NOW - HOUR, now: NOW, canLook: false })).toBe('send');
    expect(afterFailure(EDITING, failure({ reason: 'lost' }))).toMatchObject({
      kind: 'again',
      doubtful: true,
    });
  });

  test.each(REASONS)('that ends with %s is never a question, and keeps its doubt', (reason) => {
    for (const doubtful of [true, false]) {
      const next = afterFailure(EDITING, failure({ reason, doubtful, dueAt: NOW - 25 * HOUR }));
      expect(next).toEqual({ kind: 'failed', doubtful: doubtful || reason === 'lost' });
    }
  });
});

test('not finding a post proves nothing in the first half minute after the last try', () => {
  expect(absenceIsProof(NOW, NOW + 29_999)).toBe(false);
  expect(absenceIsProof(NOW, NOW + 30_000)).toBe(true);
});

function failure(change: Partial<Failure>): Failure {
  return {
    reason: 'lost',
    attempts: 1,
    now: NOW,
    dueAt: NOW,
    doubtful: false,
    mayLook: false,
    jitter: 0.5,
    ...change,
  };
}
