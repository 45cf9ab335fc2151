import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  before,
  dayBoundsOf,
  lastClosed,
  monthAt,
  periodNamed,
  weekAt,
  withEarlier,
} from '../../src/reports/period.ts';

const ZONE = 'Europe/Copenhagen';
const at = (iso: string, zone = ZONE) => DateTime.fromISO(iso, { zone }).toMillis();
const HOUR = 3_600_000;

/** Some of them change their clocks at midnight, by half an hour, or left out a whole day. */
const ZONES = [
  ...['UTC', ZONE, 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Havana'],
  ...['Africa/Cairo', 'Asia/Beirut', 'Pacific/Auckland', 'Pacific/Apia'],
];
const instants = fc.integer({ min: Date.UTC(2012, 0), max: Date.UTC(2036, 0) });
const zones = fc.constantFrom(...ZONES);
const units = fc.constantFrom('week', 'month');

describe('a week', () => {
  it('runs from Monday to Monday on the clocks of its zone (simpleanalytics/roadmap#270, career-ops#3243, matomo#7862)', () => {
    const week = weekAt(at('2026-11-12T15:00'), ZONE);
    expect(week).toMatchObject({ name: '2026-W46', from: at('2026-11-09'), until: at('2026-11-16') });
    expect(weekAt(week.until - 1, ZONE).name).toBe('2026-W46');
    expect(weekAt(week.until, ZONE).name).toBe('2026-W47');
  });

  it('is an hour shorter, and longer, where clocks are changed (matomo#12251, OpenCTI#4310)', () => {
    const length = (day: string) => {
      const { from, until } = weekAt(at(day), ZONE);
      return (until - from) / HOUR;
    };
    expect([length('2026-03-28'), length('2026-10-24'), length('2026-06-10')]).toEqual([167, 169, 168]);
  });

  it('belongs to the year of its Thursday', () => {
    expect(weekAt(at('2027-01-01'), ZONE).name).toBe('2026-W53');
    expect(weekAt(at('2027-01-04'), ZONE).name).toBe('2027-W01');
    expect(weekAt(at('2024-12-30'), ZONE).name).toBe('2025-W01');
  });

  it('is found by its name, and where there is none nothing is', () => {
    expect(periodNamed('2026-W53', ZONE)).toEqual(weekAt(at('2026-12-31'), ZONE));
    expect(
      ['2025-W53', '2026-W00', '2026-W54', 'W46', '2026-13', 'x'].map((name) => periodNamed(name, ZONE)),
    ).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
  });

  it('is closed only when it is over (PostHog#522, matomo#10291)', () => {
    expect(lastClosed('week', at('2026-11-16') - 1, ZONE).name).toBe('2026-W45');
    expect(lastClosed('week', at('2026-11-16'), ZONE).name).toBe('2026-W46');
    // Monday morning in Auckland is Sunday in Copenhagen.
    expect(lastClosed('week', at('2026-11-16T09:00', 'Pacific/Auckland'), ZONE).name).toBe('2026-W45');
  });
});

describe('any period', () => {
  it('holds its instant, begins at a first day, and is followed by the next without a gap', () => {
    fc.assert(
      fc.property(instants, zones, units, (instant, zone, unit) => {
        const period = unit === 'week' ? weekAt(instant, zone) : monthAt(instant, zone);
        expect(period.from <= instant && instant < period.until).toBe(true);
        const start = DateTime.fromMillis(period.from, { zone });
        expect(unit === 'week' ? start.weekday : start.day).toBe(1);
        const next = unit === 'week' ? weekAt(period.until, zone) : monthAt(period.until, zone);
        expect(next.from).toBe(period.until);
        expect(before(next)).toEqual(period);
      }),
      { numRuns: 300 },
    );
  });

  it('begins with the first of two midnights, whatever it is asked of', () => {
    const zone = 'America/Havana';
    const begins = Date.UTC(2026, 10, 1, 4);
    for (const instant of [begins, begins + HOUR, begins + 2 * HOUR, begins + 20 * 24 * HOUR])
      expect(monthAt(instant, zone)).toMatchObject({ name: '2026-11', from: begins });
    expect(monthAt(begins - 1, zone)).toMatchObject({ name: '2026-10', until: begins });
  });

  it('is the same by its name', () => {
    fc.assert(
      fc.property(instants, zones, units, (instant, zone, unit) => {
        const period = unit === 'week' ? weekAt(instant, zone) : monthAt(instant, zone);
        expect(periodNamed(period.name, zone)).toEqual(period);
      }),
      { numRuns: 300 },
    );
  });

  it('is cut into its days, each beginning where the one before ends', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const week = weekAt(instant, zone);
        const bounds = dayBoundsOf(week);
        expect([bounds[0], bounds.at(-1)]).toEqual([week.from, week.until]);
        const days = bounds.slice(0, -1).map((day) => DateTime.fromMillis(day, { zone }).weekday);
        // Where a day was left out of the calendar, the week has six.
        expect(days).toEqual(days.length === 6 ? [1, 2, 3, 4, 6, 7] : [1, 2, 3, 4, 5, 6, 7]);
      }),
      { numRuns: 200 },
    );
  });

  it('comes with those before it, the oldest first', () => {
    const names = withEarlier(weekAt(at('2027-01-05'), ZONE), 2).map(({ name }) => name);
    expect(names).toEqual(['2026-W52', '2026-W53', '2027-W01']);
  });
});
