/** Recurrences by the wall clock, over changes of the clocks in every kind of zone. */
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import {
  type BusinessHours,
  businessTimeAfter,
  each,
  isWithin,
  type Weekday,
  weekly,
  within,
} from '../../src/kit/recurrence.ts';

const COPENHAGEN = 'Europe/Copenhagen';
const at = (iso: string, zone = COPENHAGEN) => DateTime.fromISO(iso, { zone }).toMillis();
const written = (instant: number, zone = COPENHAGEN) =>
  DateTime.fromMillis(instant, { zone }).toISO({ suppressMilliseconds: true, suppressSeconds: true });
const nine = { hour: 9, minute: 0 };
const EVERY_DAY: Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** Clocks changed by an hour, by half of one, at midnight, by a whole day, and never. */
const ZONES = [
  ...[COPENHAGEN, 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Africa/Cairo'],
  ...['Pacific/Apia', 'Asia/Kathmandu', 'UTC'],
];
const anyZone = fc.constantFrom(...ZONES);
const anyInstant = fc.integer({ min: at('2008-01-01'), max: at('2040-01-01') });
const anyTime = fc.record({ hour: fc.nat(23), minute: fc.nat(59) });
const anyDays = fc.uniqueArray(fc.constantFrom(...EVERY_DAY), { minLength: 1 });

describe('each week', () => {
  test('is Monday at nine, by the wall, in summer and in winter', () => {
    const monday = weekly(COPENHAGEN, [1], nine);
    expect(written(monday(at('2026-10-19T08:59')))).toBe('2026-10-19T09:00+02:00');
    expect(written(monday(at('2026-10-19T09:00')))).toBe('2026-10-26T09:00+01:00');
  });

  test('a time that is left out comes right after the gap', () => {
    const night = weekly(COPENHAGEN, EVERY_DAY, { hour: 2, minute: 30 });
    expect(written(night(at('2026-03-28T12:00')))).toBe('2026-03-29T03:00+02:00');
    expect(written(night(at('2026-03-29T03:00')))).toBe('2026-03-30T02:30+02:00');
    const skipped = weekly('Pacific/Apia', [5], nine);
    expect(written(skipped(at('2011-12-29T12:00', 'Pacific/Apia')), 'Pacific/Apia')).toBe(
      '2011-12-31T00:00+14:00',
    );
    const midnight = weekly('Africa/Cairo', EVERY_DAY, { hour: 0, minute: 0 });
    expect(written(midnight(at('2026-04-23T12:00', 'Africa/Cairo')), 'Africa/Cairo')).toBe(
      '2026-04-24T01:00+03:00',
    );
  });

  test('a time that comes twice counts the first time, once', () => {
    const night = weekly(COPENHAGEN, EVERY_DAY, { hour: 2, minute: 30 });
    const first = night(at('2026-10-24T12:00'));
    expect(written(first)).toBe('2026-10-25T02:30+02:00');
    expect(written(night(first))).toBe('2026-10-26T02:30+01:00');
  });

  test('is later than what it is asked after, on one of its days, at its time unless that is left out', () => {
    fc.assert(
      fc.property(anyZone, anyDays, anyTime, anyInstant, (zone, days, time, after) => {
        const next = weekly(zone, days, time)(after);
        expect(next).toBeGreaterThan(after);
        const wall = DateTime.fromMillis(next, { zone });
        const onTime = wall.hour === time.hour && wall.minute === time.minute;
        const justBefore = DateTime.fromMillis(next - 1, { zone });
        if (onTime) expect(days).toContain(wall.weekday);
        // The clocks were put forward at this very instant.
        else expect(wall.offset).toBeGreaterThan(justBefore.offset);
      }),
      { numRuns: 300 },
    );
  });

  test('leaves none out: asked right before one it answers that one', () => {
    fc.assert(
      fc.property(
        anyZone,
        anyDays,
        anyTime,
        anyInstant,
        fc.nat(8 * 86_400_000),
        (zone, days, time, after, by) => {
          const recurrence = weekly(zone, days, time);
          const next = recurrence(after);
          expect(recurrence(next - 1)).toBe(next);
          const between = Math.min(next - 1, after + by);
          expect(recurrence(between)).toBe(next);
          // And each day of the week comes within a week, an hour of clocks besides.
          expect(next - after).toBeLessThanOrEqual(8 * 86_400_000);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('on no day never comes, and says so', () => {
    expect(() => weekly(COPENHAGEN, [], nine)(0)).toThrow(RangeError);
  });
});

test('each minute comes at the full minute', () => {
  const minute = each(60_000);
  expect(minute(at('2026-03-29T01:59:59'))).toBe(at('2026-03-29T03:00'));
  expect(minute(at('2026-03-29T03:00'))).toBe(at('2026-03-29T03:01'));
});

describe('business hours', () => {
  const hours: BusinessHours = {
    zone: COPENHAGEN,
    days: [1, 2, 3, 4, 5],
    from: nine,
    to: { hour: 17, minute: 0 },
  };

  test('last from their beginning to right before their end, on their days', () => {
    const asked = ['2026-11-30T09:00', '2026-11-30T16:59', '2026-11-30T17:00', '2026-11-29T12:00'];
    expect(asked.map((one) => isWithin(hours, at(one)))).toEqual([true, true, false, false]);
    const night = { ...hours, from: { hour: 20, minute: 0 }, to: { hour: 24, minute: 0 } };
    expect(isWithin(night, at('2026-11-30T23:59:59'))).toBe(true);
    expect(isWithin(night, at('2026-12-01T00:00'))).toBe(false);
  });

  test('hold what recurs: the next one is the first within them', () => {
    const quarter = within(hours, each(15 * 60_000));
    expect(written(quarter(at('2026-11-27T16:40')))).toBe('2026-11-27T16:45+01:00');
    expect(written(quarter(at('2026-11-27T16:45')))).toBe('2026-11-30T09:00+01:00');
    const never = within(hours, weekly(COPENHAGEN, EVERY_DAY, { hour: 3, minute: 0 }));
    expect(() => never(at('2026-11-27T12:00'))).toThrow(RangeError);
  });

  test('count only their own time', () => {
    const hour = 3_600_000;
    expect(written(businessTimeAfter(hours, at('2026-11-27T16:00'), hour))).toBe('2026-11-27T17:00+01:00');
    expect(written(businessTimeAfter(hours, at('2026-11-27T16:00'), 2 * hour))).toBe(
      '2026-11-30T10:00+01:00',
    );
    expect(written(businessTimeAfter(hours, at('2026-11-28T12:00'), 0))).toBe('2026-11-30T09:00+01:00');
  });

  test('a longer span ends later, and never outside of them', () => {
    const span = fc.nat(14 * 86_400_000);
    fc.assert(
      fc.property(anyZone, anyInstant, span, span, (zone, from, one, other) => {
        const here = { ...hours, zone };
        const [short, long] = [one, other].sort((a, b) => a - b) as [number, number];
        const [sooner, later] = [businessTimeAfter(here, from, short), businessTimeAfter(here, from, long)];
        expect(later).toBeGreaterThanOrEqual(sooner);
        expect(isWithin(here, later) || isWithin(here, later - 1)).toBe(true);
        expect(later - from).toBeGreaterThanOrEqual(long);
      }),
      { numRuns: 100 },
    );
  });
});
