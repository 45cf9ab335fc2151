import { describe, expect, it } from 'vitest';
import { bestThreshold, count, normalise, type Series } from '../../bench/support/nab.ts';

/** 1,000 rows, of which 150 are not scored, with a window of 100 from row 400 on. */
const SERIES: Series = {
  name: 'made up',
  times: Array.from({ length: 1_000 }, (_, row) => row * 300_000),
  counts: Array<number>(1_000).fill(0),
  windows: [{ from: 400, until: 499 }],
};

function score(detected: number[]): number {
  return normalise([count(SERIES, detected)]);
}

describe('the score of the benchmark', () => {
  it('is 0 for who says nothing, 100 for who says it at the left edge of each window', () => {
    expect(score([])).toBe(0);
    expect(score([400])).toBe(100);
  });

  it('takes the first detection in a window, and gives .85 of the whole at its middle', () => {
    expect(score([450, 460, 470])).toBe(score([450]));
    expect(count(SERIES, [450]).raw).toBeCloseTo(0.848 / 0.987, 2);
  });

  it('takes 0.11 for a false alarm before any window and far behind one, less right behind it', () => {
    expect(count(SERIES, [200]).raw).toBeCloseTo(-1 - 0.11);
    expect(count(SERIES, [990]).raw).toBeCloseTo(-1 - 0.11, 2);
    expect(count(SERIES, [501]).raw).toBeGreaterThan(-1.02);
    expect(count(SERIES, [200, 450, 990])).toMatchObject({ found: 1, falseAlarms: 2 });
  });

  it('does not score the first rows', () => {
    expect(count(SERIES, [0, 149])).toMatchObject({ raw: -1, falseAlarms: 0 });
  });

  it('chooses the threshold with the best result', () => {
    const scores = SERIES.counts.map((_, row) => (row === 600 ? 0.7 : row === 420 ? 0.8 : 0.1));
    expect(bestThreshold([{ series: SERIES, scores }])).toBe(0.8);
  });
});
