import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/reports/comparison.ts';
import { counted, type Figure, missing } from '../../src/reports/figure.ts';
import { changeWords, usualWords } from '../../src/reports/words.ts';

const gone = missing('no reason');

describe('a figure', () => {
  it('is compared with the period before', () => {
    expect(compare(counted(42), counts(37)).change).toEqual({ before: 37, difference: 5, share: 5 / 37 });
    expect(words(42, 37)).toBe('▲ 5 (+14 %)');
    expect(words(37, 42)).toBe('▼ 5 (−12 %)');
    expect(words(5, 5)).toBe('= as before');
  });

  it('has no per cent from zero (jetpack PR #50690, grafana#84386, plausible#2397)', () => {
    expect(compare(counted(7), counts(0)).change).toEqual({ before: 0, difference: 7 });
    expect(words(7, 0)).toBe('▲ from 0');
  });

  it('is compared with nothing where one of both is missing', () => {
    expect(compare(counted(7), [counted(1), gone]).change).toBeUndefined();
    expect(compare(gone, counts(1))).toEqual({});
    expect(compare(counted(7), [])).toEqual({});
  });

  it('is compared with nothing where too little of either was measured', () => {
    const half = counted(20, { coverage: { measured: 5, of: 10 } });
    const nearly = counted(20, { coverage: { measured: 41, of: 44 } });
    expect(compare(half, counts(10)).change).toBeUndefined();
    expect(compare(counted(10), [half]).change).toBeUndefined();
    expect(compare(nearly, counts(10)).change?.difference).toBe(10);
  });

  it('is usual where it lies among the weeks before, and said to be more or less where it does not', () => {
    const weeks = counts(38, 40, 36, 41, 39, 37, 38, 40);
    const said = (value: number) => usualWords('count', counted(value), compare(counted(value), weeks));
    expect(said(41)).toBe('within the usual (39)');
    expect(said(60)).toBe('more than usual (39)');
    expect(said(12)).toBe('less than usual (39)');
  });

  it('is not said to be usual before there are four weeks to tell by', () => {
    expect(compare(counted(9), counts(1, 2, 3)).usual).toBeUndefined();
    expect(compare(counted(9), [counted(1), gone, gone, counted(2), counted(3)]).usual).toBeUndefined();
    expect(compare(counted(9), counts(1, 2, 3, 4)).usual).toMatchObject({ periods: 4, median: 2.5 });
  });

  it('looks back eight periods and no further', () => {
    expect(compare(counted(5), counts(900, 900, 900, 1, 1, 1, 1, 1, 1, 1, 1)).usual?.median).toBe(1);
  });

  it('is called unusual seldom where weeks differ by chance alone (vanity#150)', () => {
    // Figures drawn alike: at most one in five may be called so.
    let told = 0;
    const [runs, weeks] = [600, fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 9, maxLength: 9 })];
    for (const drawn of fc.sample(weeks, { numRuns: runs, seed: 7 })) {
      const [value = 0, ...earlier] = drawn;
      if (compare(counted(value), counts(...earlier)).usual?.isUsual === false) told += 1;
    }
    expect(told / runs).toBeLessThan(0.2);
  });
});

function counts(...values: number[]): Figure[] {
  return values.map((value) => counted(value));
}

function words(now: number, before: number): string {
  const { change } = compare(counted(now), counts(before));
  return change ? changeWords('count', change) : '';
}
