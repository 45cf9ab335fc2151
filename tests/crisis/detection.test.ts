import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../../src/crisis/detection/alerting.ts';
import { begin, type DetectorState, step, type Verdict } from '../../src/crisis/detection/detector.ts';
import type { Slot } from '../../src/crisis/detection/slot.ts';
import { type Background, BEGIN, randomOf, SLOT, SLOTS_A_DAY, slotAt } from './background.ts';

const SETTINGS = { falseAlarmsAWeek: 1, timeZone: 'UTC' };

function play(state: DetectorState, slots: Iterable<Slot>): { state: DetectorState; verdicts: Verdict[] } {
  const verdicts: Verdict[] = [];
  let reached = state;
  for (const slot of slots) {
    const taken = step(reached, slot, SETTINGS);
    reached = taken.state;
    verdicts.push(taken.verdict);
  }
  return { state: reached, verdicts };
}

function days(from: number, count: number, background: Background): Slot[] {
  const random = randomOf(background.seed + from);
  return Array.from({ length: count * SLOTS_A_DAY }, (_, index) =>
    slotAt(from * SLOTS_A_DAY + index, background, random),
  );
}

function constant(from: number, counts: number[], more: Partial<Slot> = {}): Slot[] {
  return counts.map((count, index) => ({ at: BEGIN + (from + index) * SLOT, count, ...more }));
}

describe('the detector', () => {
  it('says nothing of a level that does not change', () => {
    const { verdicts } = play(begin(SLOT), constant(0, Array<number>(3 * SLOTS_A_DAY).fill(20)));
    expect(verdicts.filter(({ alert }) => alert)).toEqual([]);
    expect(verdicts.at(-1)).toMatchObject({ expected: 20, open: false });
  });

  it('says that it is cold during the first day, and has no usual in the first hour', () => {
    const { verdicts } = play(begin(SLOT), constant(0, Array<number>(SLOTS_A_DAY + 1).fill(20)));
    expect(verdicts[11]).toMatchObject({ expected: undefined, score: 0, cold: true });
    expect(verdicts[12]).toMatchObject({ expected: 20, cold: true });
    expect(verdicts[SLOTS_A_DAY - 1]?.cold).toBe(true);
    expect(verdicts[SLOTS_A_DAY]?.cold).toBe(false);
  });

  it('tells a burst once, as what it is, and stays open until an hour of calm is over (latitude-llm#3054)', () => {
    const calm = Array<number>(4 * SLOTS_A_DAY).fill(10);
    const burst = [10, 70, 12, 11, 10];
    const after = Array<number>(60).fill(10);
    const { verdicts } = play(begin(SLOT), constant(0, [...calm, ...burst, ...after]));
    const told = verdicts.flatMap(({ alert }, index) => (alert ? [index - calm.length] : []));
    expect(told).toEqual([1]);
    const verdict = verdicts[calm.length + 1];
    expect(verdict?.score).toBeGreaterThanOrEqual(0.9);
    expect(verdict?.finding).toMatchObject({
      measure: 'volume',
      span: 3 * SLOT,
      count: 90,
      usual: 30,
      rhythm: 'day',
      share: null,
    });
    const open = verdicts.map((one) => one.open);
    expect(open.slice(calm.length + 1, calm.length + 4)).not.toContain(false);
    expect(open.at(-1)).toBe(false);
  });

  it('tells what goes on again only when it became more severe', () => {
    const calm = Array<number>(4 * SLOTS_A_DAY).fill(10);
    const rising = [30, 40, 40, 40, 40, 60, 900, 900, 9_000, 9_000];
    const { verdicts } = play(begin(SLOT), constant(0, [...calm, ...rising]));
    const told = verdicts.flatMap(({ alert, finding }) => (alert ? [finding?.severity] : []));
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual(SEVERITIES.filter((severity) => told.includes(severity)));
    expect(told.at(-1)).toBe('critical');
  });

  it('scores an alert 0.9 or more, and all else 0.2 at most', () => {
    const { verdicts } = play(begin(SLOT), days(0, 10, { seed: 3, level: 6 }));
    for (const { alert, score } of verdicts) {
      if (alert) expect(score).toBeGreaterThanOrEqual(0.9);
      else expect(score).toBeLessThanOrEqual(0.2);
    }
  });

  it('knows weekends from working days after three weeks (va.gov-team#121314)', () => {
    const level = (index: number) => ([5, 6].includes(Math.floor(index / SLOTS_A_DAY) % 7) ? 4 : 30);
    const slots = Array.from({ length: 28 * SLOTS_A_DAY }, (_, index) => level(index));
    const { verdicts } = play(begin(SLOT), constant(0, slots));
    expect(verdicts[5.5 * SLOTS_A_DAY]?.expected).toBe(30);
    expect(verdicts[26.5 * SLOTS_A_DAY]?.expected).toBe(4);
    expect(verdicts[27.5 * SLOTS_A_DAY]?.expected).toBe(4);
    expect(verdicts[25.5 * SLOTS_A_DAY]?.expected).toBe(30);
  });

  it('takes four times a small number for nothing, below five mentions (getsentry/sentry#54736)', () => {
    const quiet = Array<number>(5 * SLOTS_A_DAY).fill(0);
    const { verdicts } = play(begin(SLOT), constant(0, [...quiet, 4, 0, 0, 0]));
    expect(verdicts.slice(-4).map(({ score }) => score)).toEqual([0, 0, 0, 0]);
  });

  it('takes one person who writes a hundred times for nobody, and three for somebody', () => {
    const calm = constant(0, Array<number>(4 * SLOTS_A_DAY).fill(3), { authors: ['ada', 'ben', 'cem'] });
    const { state } = play(begin(SLOT), calm);
    // What was said before by others must have left the longest span.
    const silent = constant(calm.length, Array<number>(40).fill(0), { authors: [] });
    const { state: then } = play(state, silent);
    const next = calm.length + silent.length;
    const one = play(then, constant(next, [100, 100, 100], { authors: ['ada', 'ada'] }));
    const three = play(then, constant(next, [100, 100, 100], { authors: ['ada', 'ben', 'cem'] }));
    expect(one.verdicts.some(({ alert }) => alert)).toBe(false);
    expect(three.verdicts[0]?.alert).toBe(true);
  });

  it('feels a turn of mood where as many write as ever', () => {
    const background = { seed: 5, level: 8, negative: 0.2 };
    const { state } = play(begin(SLOT), days(0, 8, background));
    const random = randomOf(6);
    const turned = Array.from({ length: 24 }, (_, index) =>
      slotAt(8 * SLOTS_A_DAY + 150 + index, background, random, { negative: 0.8 }),
    );
    const { state: noon } = play(state, days(8, 1, background).slice(0, 150));
    const { verdicts } = play(noon, turned);
    const told = verdicts.find(({ alert }) => alert);
    expect(told?.finding).toMatchObject({ measure: 'mood' });
    expect(told?.finding?.share?.usual).toBeCloseTo(0.2, 1);
    expect(told?.finding?.share?.negative).toBeGreaterThan(0.5);
  });

  it('takes a gap for neither silence nor calm, and goes on after it', () => {
    const { state } = play(begin(SLOT), constant(0, Array<number>(5 * SLOTS_A_DAY).fill(20)));
    const next = { at: BEGIN + 6 * SLOTS_A_DAY * SLOT, count: 20 };
    const { verdict } = step(state, next, SETTINGS);
    expect(verdict).toMatchObject({ alert: false, expected: 20, cold: false });
    const unseen = play(
      state,
      constant(5 * SLOTS_A_DAY, Array<number>(SLOTS_A_DAY).fill(20)).map((slot) => ({
        ...slot,
        count: null,
      })),
    );
    expect(step(unseen.state, next, SETTINGS)).toEqual(step(state, next, SETTINGS));
  });

  it('begins its history anew after a month away', () => {
    const { state } = play(begin(SLOT), constant(0, Array<number>(5 * SLOTS_A_DAY).fill(20)));
    const { verdict } = step(state, { at: BEGIN + 40 * SLOTS_A_DAY * SLOT, count: 500 }, SETTINGS);
    expect(verdict).toMatchObject({ alert: false, cold: true, expected: undefined });
  });

  it('refuses a slot that is not after the newest', () => {
    const { state } = step(begin(SLOT), { at: BEGIN, count: 1 }, SETTINGS);
    expect(() => step(state, { at: BEGIN, count: 1 }, SETTINGS)).toThrow(RangeError);
    expect(() => step(state, { at: BEGIN + SLOT - 1, count: 1 }, SETTINGS)).toThrow(RangeError);
  });

  it('goes on from a stored state as if it had never stopped', () => {
    const slots = days(0, 9, { seed: 11, level: 3, negative: 0.3 });
    const middle = play(begin(SLOT), slots.slice(0, 1_700)).state;
    const stored = JSON.parse(JSON.stringify(middle)) as DetectorState;
    expect(stored).toEqual(middle);
    expect(play(stored, slots.slice(1_700)).verdicts).toEqual(play(middle, slots.slice(1_700)).verdicts);
  });

  it('holds whatever is counted', () => {
    const slot = fc.record({
      gap: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20 })),
      count: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.nat(), fc.constant(null)),
      share: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      authors: fc.option(fc.array(fc.constantFrom('a', 'b', 'c', 'd')), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 40 }), (drawn) => {
        let [state, at] = [begin(SLOT), BEGIN];
        for (const { gap, count, share, authors } of drawn) {
          at += gap * SLOT;
          const negative =
            share === undefined || count === null ? undefined : Math.round(share * Math.min(count, 1e6));
          const { state: after, verdict } = step(state, { at, count, negative, authors }, SETTINGS);
          expect(verdict.score).toBeGreaterThanOrEqual(0);
          expect(verdict.score).toBeLessThanOrEqual(1);
          expect(verdict.alert && verdict.finding === undefined).toBe(false);
          expect(JSON.parse(JSON.stringify(after))).toEqual(after);
          state = after;
        }
      }),
      { numRuns: 30 },
    );
  });

  it('finds more of the same at least as rare', () => {
    const { state } = play(begin(SLOT), days(0, 9, { seed: 12, level: 5 }));
    const next = (count: number) => step(state, { at: BEGIN + 9 * SLOTS_A_DAY * SLOT, count }, SETTINGS);
    fc.assert(
      fc.property(fc.nat({ max: 5_000 }), fc.nat({ max: 5_000 }), (one, more) => {
        const [less, greater] = [next(one).verdict, next(one + more).verdict];
        expect(greater.score).toBeGreaterThanOrEqual(less.score);
        expect(greater.finding?.everyDays ?? 0).toBeGreaterThanOrEqual(less.finding?.everyDays ?? 0);
      }),
    );
  });

  it('is as deaf to a doubling of 5,000 as of 500, and deafer than to one of 50 to one of 5', () => {
    const rarity = (level: number) => {
      const { state } = play(begin(SLOT), constant(0, Array<number>(3 * SLOTS_A_DAY).fill(level)));
      const next = { at: BEGIN + 3 * SLOTS_A_DAY * SLOT, count: 4 * level };
      return step(state, next, SETTINGS).verdict.finding?.everyDays ?? 0;
    };
    expect(rarity(5_000) / rarity(500)).toBeCloseTo(1, 0);
    expect(rarity(2)).toBeLessThan(rarity(50) / 2);
  });
});
