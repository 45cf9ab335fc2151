import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGES, dueAt, isLate, planReading, retryAt } from '../../src/reports/reading-plan.ts';

const HOUR = 3_600_000;
const SENT = Date.UTC(2026, 10, 9, 8);
const aged = (hours: number) => SENT + hours * HOUR;

describe('a published post', () => {
  it('is read when it is 1, 24, 72 and 168 hours old', () => {
    expect(planReading(SENT, SENT, [])).toEqual({ missed: [], nextAt: aged(1) });
    expect(planReading(SENT, aged(1), [])).toMatchObject({
      take: { age: 1 },
      missed: [],
      nextAt: aged(24),
    });
    expect(planReading(SENT, aged(1), [1])).toEqual({ missed: [], nextAt: aged(24) });
    expect(planReading(SENT, aged(168), [1, 24, 72])).toMatchObject({ take: { age: 168 }, missed: [] });
    expect(planReading(SENT, aged(168), [1, 24, 72, 168])).toEqual({ missed: [] });
  });

  it('that nobody read for days is read for the latest age alone; the others were missed', () => {
    const { take, missed, nextAt } = planReading(SENT, aged(80), [1]);
    expect([take?.age, missed.map(({ age }) => age), nextAt]).toEqual([72, [24], aged(168)]);
  });

  it('is never read for an age that a later one has left behind', () => {
    expect(planReading(SENT, aged(73), [72])).toMatchObject({ missed: [{ age: 1 }, { age: 24 }] });
    expect(planReading(SENT, aged(73), [72]).take).toBeUndefined();
  });

  it('comes to its end whenever it is looked at, with each age read or missed once', () => {
    const looks = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(looks, (hours) => {
        const done: number[] = [];
        for (const hour of [...hours.sort((one, other) => one - other), 500]) {
          const { take, missed } = planReading(SENT, aged(hour), done);
          done.push(...missed.map(({ age }) => age), ...(take ? [take.age] : []));
        }
        expect(done.toSorted((one, other) => one - other)).toEqual([...AGES]);
      }),
    );
  });

  it('that is read late tells of another age', () => {
    const at = (age: 1 | 72, minutes: number) =>
      isLate({ age, dueAt: dueAt(SENT, age) }, aged(age) + minutes * 60_000);
    expect([at(1, 5), at(1, 6), at(72, 216), at(72, 217)]).toEqual([false, true, false, true]);
  });

  it('that cannot be read is tried again after pauses that double, and given up at last', () => {
    const reading = { age: 1 as const, dueAt: aged(1) };
    const minutes = (late: number) => {
      const now = aged(1) + late * 60_000;
      const again = retryAt(reading, now);
      return again === undefined ? undefined : (again - now) / 60_000;
    };
    expect([0, 1, 2, 4, 8, 600, 1440, 1441].map(minutes)).toEqual([1, 1, 2, 4, 8, 60, 60, undefined]);
  });
});
