import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Quota, spanOf, usedAround } from '../../src/posts/quota.ts';

const ZONE = 'Europe/Copenhagen';
const NOON = Date.parse('2026-11-22T12:00:00Z');
const MINUTE = 60_000;
const perTenMinutes: Quota = { most: 3, of: 'posts', per: 10 * MINUTE };
const perDay: Quota = { most: 3, of: 'posts', per: 'day' };
const at = (...minutes: number[]) => minutes.map((minute) => ({ at: NOON + minute * MINUTE, pictures: 2 }));
const used = (quota: Quota, ...minutes: number[]) => usedAround(quota, at(...minutes), NOON, ZONE);

describe('what is used around a time', () => {
  test('is the most that any span holds in which it lies', () => {
    expect(used(perTenMinutes)).toBe(0);
    expect(used(perTenMinutes, -9, -1, 1, 9)).toBe(2);
    expect(used(perTenMinutes, -6, -5, -4, 1, 2, 3)).toBe(6);
    expect(used(perTenMinutes, -10, -9, 0)).toBe(2);
    expect(used(perTenMinutes, -11, 11)).toBe(0);
  });

  test('leaves answers to others out where they take nothing of it', () => {
    const others = [...at(-1, 1), { at: NOON, pictures: 0, isAnswer: true as const }];
    expect(usedAround(perTenMinutes, others, NOON, ZONE)).toBe(3);
    expect(usedAround({ ...perTenMinutes, besideAnswers: true }, others, NOON, ZONE)).toBe(2);
  });

  test('counts answers to others alone where they are what counts', () => {
    const others = [...at(-1, 1), { at: NOON, pictures: 0, isAnswer: true as const }];
    expect(usedAround({ ...perTenMinutes, of: 'answers' }, others, NOON, ZONE)).toBe(1);
  });

  test('counts pictures where they are what counts', () => {
    expect(used({ ...perTenMinutes, of: 'pictures' }, -1, 1, 20)).toBe(4);
  });

  test("of a day is that of the team's calendar", () => {
    const [midnight, next] = [-13 * 60, 11 * 60];
    expect(used(perDay, midnight - 1, midnight, 0, next - 1, next)).toBe(3);
    const { from, until } = spanOf(perDay, Date.parse('2026-10-25T12:00:00Z'), ZONE);
    expect(until - from - 1).toBe(25 * 60 * MINUTE);
  });

  test('is as many as counting every span by hand finds', () => {
    const minutes = fc.array(fc.integer({ min: -30, max: 30 }), { maxLength: 12 });
    fc.assert(
      fc.property(minutes, (some) => {
        const spans = Array.from({ length: 10 }, (_, index) => -9 + index);
        const byHand = spans.map((begin) => some.filter((one) => one >= begin && one < begin + 10).length);
        expect(used(perTenMinutes, ...some)).toBe(Math.max(...byHand));
      }),
    );
  });
});
