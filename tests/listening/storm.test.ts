import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keysOf, type Level, RATES, risen } from '../../src/listening/storm.ts';

const MINUTE = 60_000;
const RATE = { burst: 3, every: MINUTE };

/** Whether each of these instants (ms) finds a storm. */
function storms(instants: number[]): boolean[] {
  let level: Level | undefined;
  return instants.map((now) => {
    const next = risen(RATE, level, now);
    level = next.level;
    return next.isStorm;
  });
}

describe('a storm', () => {
  it('begins when more come than the burst, and not before', () => {
    expect(storms([0, 0, 0, 0, 0])).toEqual([false, false, false, true, true]);
  });

  it('is none where they come as slowly as the level falls', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: MINUTE, max: 10 * MINUTE }), { maxLength: 50 }), (gaps) => {
        let now = 0;
        const instants = gaps.map((gap) => {
          now += gap;
          return now;
        });
        expect(storms(instants)).not.toContain(true);
      }),
    );
  });

  it('is over, however great it was, two bursts of calm after the last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (count) => {
        let level: Level | undefined;
        for (let one = 0; one < count; one += 1) level = risen(RATE, level, 0).level;
        expect(risen(RATE, level, 2 * RATE.burst * RATE.every)).toMatchObject({
          isStorm: false,
          wasCalm: true,
        });
      }),
    );
  });

  it('does not begin by a clock that was set back', () => {
    const level = risen(RATE, undefined, 10 * MINUTE).level;
    expect(risen(RATE, level, 0)).toMatchObject({ isStorm: false, level: { level: 2, at: 10 * MINUTE } });
  });
});

describe('what a mention shares with others', () => {
  it('is its words before its topics', () => {
    expect(keysOf({ audience: 'public' }, 'the same words again', ['delivery'])).toEqual([
      { kind: 'text', name: 'the same words again' },
      { kind: 'topic', name: 'delivery' },
    ]);
  });

  it('is nothing where it is not public', () => {
    for (const audience of ['followers', 'direct'] as const)
      expect(keysOf({ audience }, 'the same words again', ['delivery'])).toEqual([]);
  });

  it('is not its words where these are few', () => {
    expect(keysOf({ audience: 'public' }, 'thank you', [])).toEqual([]);
  });

  it('makes a storm of the same words sooner than of a topic', () => {
    expect(RATES.text.burst).toBeLessThan(RATES.topic.burst);
  });
});
