import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { beginningOf } from '../../src/kit/beginning.ts';

/** They change their clocks at midnight, at two, by half an hour, or not at all. */
const ZONES = [
  'America/Havana',
  'Africa/Cairo',
  'Asia/Beirut',
  'Europe/Copenhagen',
  'Australia/Lord_Howe',
  'UTC',
];
const instants = fc.integer({ min: Date.UTC(2012, 0), max: Date.UTC(2036, 0) });
const near = fc.integer({ min: -30, max: 30 });

test('the day, week and month of an instant begin at one instant, the first on that date', () => {
  fc.assert(
    fc.property(
      instants,
      near,
      fc.constantFrom(...ZONES),
      fc.constantFrom('day', 'week', 'month'),
      (at, hours, zone, unit) => {
        const one = DateTime.fromMillis(at, { zone });
        const other = one.plus(hours * 3_600_000);
        const begins = beginningOf(one, unit);
        expect(begins.toMillis()).toBeLessThanOrEqual(at);
        expect(begins.minus(1).toISODate()).not.toBe(begins.toISODate());
        if (other.startOf(unit).toISODate() === begins.toISODate())
          expect(beginningOf(other, unit).toMillis()).toBe(begins.toMillis());
      },
    ),
    { numRuns: 500 },
  );
});

test('where midnight is left out the day begins an hour later', () => {
  const day = DateTime.fromISO('2026-03-08T12:00', { zone: 'America/Havana' });
  expect(beginningOf(day, 'day').toISO()).toBe('2026-03-08T01:00:00.000-04:00');
});

test('where midnight comes twice the day begins at the first', () => {
  const day = DateTime.fromISO('2026-11-01T12:00', { zone: 'America/Havana' });
  expect(beginningOf(day, 'day').toISO()).toBe('2026-11-01T00:00:00.000-04:00');
});
