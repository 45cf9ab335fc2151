import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../src/kit/finding.ts';
import { readWhen } from '../../src/kit/when.ts';

const ZONE = 'Europe/Copenhagen';
const NOW = DateTime.fromISO('2026-11-22T12:00', { zone: ZONE }).toMillis();

describe('readWhen', () => {
  it.each([
    ['tomorrow 9:00', '2026-11-23T09:00+01:00'],
    ['tomorrow at 9am', '2026-11-23T09:00+01:00'],
    ['friday 14:30', '2026-11-27T14:30+01:00'],
    ['9:00', '2026-11-23T09:00+01:00'],
    ['Dec 1 09:30', '2026-12-01T09:30+01:00'],
    ['in 2 minutes', '2026-11-22T12:02+01:00'],
    ['in an hour', '2026-11-22T13:00+01:00'],
    ['in 3 days', '2026-11-25T12:00+01:00'],
    ['2026-11-24 9:00', '2026-11-24T09:00+01:00'],
    ['2026-11-24T09:00', '2026-11-24T09:00+01:00'],
    ['2026-11-24T09:00:30Z', '2026-11-24T10:00:30+01:00'],
    ['2026-11-24 09:00 +02:00', '2026-11-24T08:00+01:00'],
  ])('reads %s in the zone of the person', (words, expected) => {
    expect(readWhen(words, ZONE, NOW)).toBe(DateTime.fromISO(expected).toMillis());
  });

  it.each([
    ['', 'at.unreadable'],
    ['soonish', 'at.unreadable'],
    ['friday 9 or so', 'at.unreadable'],
    ['tomorrow', 'at.time_missing'],
    ['03/04 9:00', 'at.ambiguous_date'],
    ['12-01-2027 9:00', 'at.ambiguous_date'],
    ['5-6-27 09:00', 'at.ambiguous_date'],
    ['5-6 09:00', 'at.ambiguous_date'],
    ['2026-13-40 09:00', 'at.unreadable'],
    ['2026-11-20 09:00', 'at.past'],
    ['2027-03-28 02:30', 'at.skipped'],
    ['2027-10-31 02:30', 'at.twice'],
  ])('refuses %j as %s, with a remedy', (words, id) => {
    expect(faultOf(() => readWhen(words, ZONE, NOW))).toMatchObject({ id, field: 'at', level: 'error' });
    expect(faultOf(() => readWhen(words, ZONE, NOW)).remedy).not.toBe('');
  });

  it('takes the remedies that it offers for a time that comes twice', () => {
    const { remedy } = faultOf(() => readWhen('2027-10-31 02:30', ZONE, NOW));
    const offered = remedy.match(/\d{4}-\d\d-\d\d \d\d:\d\d [+-]\d\d:\d\d/g) ?? [];
    const [first = 0, second = 0] = offered.map((words) => readWhen(words, ZONE, NOW));
    expect(second - first).toBe(3_600_000);
  });

  it('keeps "tomorrow 9:00" at nine when the clocks change overnight', () => {
    const before = DateTime.fromISO('2027-03-27T12:00', { zone: ZONE }).toMillis();
    const read = DateTime.fromMillis(readWhen('tomorrow 9:00', ZONE, before), { zone: ZONE });
    expect(read.toFormat('yyyy-LL-dd HH:mm')).toBe('2027-03-28 09:00');
  });

  it('reads every minute that a zone has as that minute, and asks about the others', () => {
    const zones = fc.constantFrom(
      'Europe/Copenhagen',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
    );
    const minutes = fc.integer({ min: 1, max: 2 * 365 * 24 * 60 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const wall = DateTime.fromISO('2026-11-23T00:00', { zone: 'utc' }).plus({ minutes: minute });
        const words = wall.toFormat('yyyy-LL-dd HH:mm');
        try {
          const read = DateTime.fromMillis(readWhen(words, zone, NOW), { zone });
          expect(read.toFormat('yyyy-LL-dd HH:mm')).toBe(words);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(['at.skipped', 'at.twice']).toContain(error.findings[0]?.id);
        }
      }),
    );
  });
});

function faultOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal && error.findings[0]) return error.findings[0];
    throw error;
  }
  throw new Error('was not refused');
}
