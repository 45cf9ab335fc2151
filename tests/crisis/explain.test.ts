import { describe, expect, it } from 'vitest';
import { explain } from '../../src/crisis/detection/explain.ts';
import type { Finding } from '../../src/crisis/detection/finding.ts';

const FINDING: Finding = {
  measure: 'volume',
  severity: 'high',
  everyDays: 40.2,
  span: 15 * 60_000,
  until: 0,
  count: 61,
  usual: 5.2,
  rhythm: 'week',
  weekday: 4,
  share: { negative: 0.78, usual: 0.2 },
};

describe('the sentence of why', () => {
  it('tells what was counted, what is usual, and how rarely such a thing comes', () => {
    expect(explain(FINDING)).toBe(
      '61 mentions in 15 min (5 usual at this time on working days), 78 % negative (20 % usual). Such a peak comes once in 40 days.',
    );
  });

  it.each([
    [{ rhythm: 'day' as const }, '(5 usual at this time)'],
    [{ rhythm: 'none' as const }, '(5 in the busiest hour so far)'],
    [{ weekday: 6 as const }, '(5 usual at this time on Saturdays)'],
    [{ weekday: 7 as const }, '(5 usual at this time on Sundays)'],
    [{ usual: 0.3 }, '(hardly any usual at this time on working days)'],
    [{ count: 1 }, '1 mention in'],
    [{ span: 3 * 3_600_000 }, 'in 3 h'],
    [{ share: null }, '61 mentions in 15 min (5 usual at this time on working days). Such'],
    [{ measure: 'mood' as const }, 'Such a turn of mood comes once in 40 days.'],
    [
      { measure: 'drift' as const },
      'It has been more than usual for days. Such a rise comes once in 40 days.',
    ],
    [{ everyDays: 1.2 }, 'comes once in a day.'],
    [{ everyDays: 4_000 }, 'comes less than once in a year.'],
  ])('says %j as it is', (changed, words) => {
    expect(explain({ ...FINDING, ...changed })).toContain(words);
  });
});
