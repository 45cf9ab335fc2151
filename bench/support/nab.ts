/**
 * The score of the Numenta Anomaly Benchmark (Lavin and Ahmad 2015), standard profile, written from its definition. A
 * window's first detection is worth 1 at the left edge and nothing at the right; a detection outside costs up to 0.11 by
 * how far it is behind a window; a window without one costs 1. Nothing is scored in the first 15 % of the rows, at most
 * 750. 0 is what a detector gets that says nothing, 100 one that is right at every window's left edge and never wrong.
 */

export interface Series {
  name: string;
  /** Epoch ms. */
  times: number[];
  counts: number[];
  /** Row numbers; both ends are included. */
  windows: { from: number; until: number }[];
}

export interface Counted {
  series: Series;
  /** Before it is normalised. */
  raw: number;
  found: number;
  falseAlarms: number;
  /** That are scored. */
  weeks: number;
}

const WEIGHTS = { truePositive: 1, falsePositive: 0.11, falseNegative: 1 };

/** `detected`: row numbers, in order. */
export function count(series: Series, detected: number[]): Counted {
  const first = probation(series);
  const best = series.windows.map(() => -WEIGHTS.falseNegative);
  let [lost, falseAlarms] = [0, 0];
  for (const row of detected.filter((one) => one >= first)) {
    const index = series.windows.findIndex(({ from, until }) => row >= from && row <= until);
    const window = series.windows[index];
    if (window) best[index] = Math.max(best[index] ?? 0, worthInside(window, row));
    else {
      lost += worthOutside(series, row);
      falseAlarms += 1;
    }
  }
  const raw = best.reduce((sum, one) => sum + one, 0) + lost;
  const found = best.filter((one) => one > -WEIGHTS.falseNegative).length;
  const span = (series.times.at(-1) ?? 0) - (series.times[first] ?? 0);
  return { series, raw, found, falseAlarms, weeks: span / (7 * 86_400_000) };
}

/** Of several together, as the benchmark does: one who says nothing has 0, the perfect one 100. */
export function normalise(counted: Counted[]): number {
  const windows = counted.reduce((sum, { series }) => sum + series.windows.length, 0);
  const raw = counted.reduce((sum, one) => sum + one.raw, 0);
  const nothing = -windows * WEIGHTS.falseNegative;
  return (100 * (raw - nothing)) / (windows * WEIGHTS.truePositive - nothing);
}

/** The threshold over the scores with the best result on all of these series: the benchmark's own way to choose it. */
export function bestThreshold(all: { series: Series; scores: number[] }[]): number {
  const candidates = new Set(all.flatMap(({ series, scores }) => topScores(series, scores)));
  let best = { threshold: 1.1, score: 0 };
  for (const threshold of candidates) {
    const score = normalise(all.map(({ series, scores }) => count(series, over(scores, threshold))));
    if (score > best.score) best = { threshold, score };
  }
  return best.threshold;
}

/** The rows whose score reaches the threshold. */
export function over(scores: number[], threshold: number): number[] {
  return scores.flatMap((score, row) => (score >= threshold ? [row] : []));
}

/** With more rows than this over it, false alarms cost more than any window gives. */
const MOST_ROWS = 200;

function topScores(series: Series, scores: number[]): number[] {
  return scores
    .slice(probation(series))
    .sort((one, other) => other - one)
    .slice(0, MOST_ROWS);
}

function probation({ counts }: Series): number {
  return Math.floor(Math.min(0.15 * counts.length, 0.15 * 5_000));
}

function worthInside({ from, until }: Series['windows'][number], row: number): number {
  const length = until - from + 1;
  return (sigmoid(-(until - row + 1) / length) * WEIGHTS.truePositive) / sigmoid(-1);
}

function worthOutside({ windows }: Series, row: number): number {
  const before = windows.filter(({ until }) => until < row).at(-1);
  if (!before) return -WEIGHTS.falsePositive;
  const position = (row - before.until) / (before.until - before.from);
  return (position >= 3 ? -1 : sigmoid(position)) * WEIGHTS.falsePositive;
}

/** From 1 far to the left to -1 far to the right, 0 at the window's right edge. */
function sigmoid(position: number): number {
  return 2 / (1 + Math.exp(5 * position)) - 1;
}
