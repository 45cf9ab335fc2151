/**
 * A figure beside the one of the period before, and beside what is usual: the median of up to eight periods before it.
 * Whether a difference means anything is judged by how much those differ among themselves.
 */
import { amountOf, type Figure, isWhole, type Measured } from './figure.ts';
import { medianValue } from './median.ts';

export interface Comparison {
  /** Against the period before; undefined: one of both is missing, or was not measured as fully. */
  change?: Change;
  /** Undefined: too few periods before it have the figure. */
  usual?: Usual;
}

export interface Change {
  before: number;
  difference: number;
  /** A share of `before`; undefined: from zero there is none. */
  share?: number;
}

export interface Usual {
  median: number;
  periods: number;
  /** What lies between counts as usual: twice the spread that the periods have among themselves. */
  low: number;
  high: number;
  /** The figure lies between. */
  isUsual: boolean;
}

/** How many periods before are looked at. */
export const EARLIER = 8;

/** `earlier`: of the periods before it, the oldest first. */
export function compare(figure: Figure, earlier: readonly Figure[]): Comparison {
  if (figure.kind === 'missing') return {};
  const last = earlier.at(-1);
  const known = earlier.slice(-EARLIER).filter(isMeasured).filter(isComparable);
  return {
    ...(last?.kind === 'measured' &&
      isComparable(figure) &&
      isComparable(last) && { change: changeOf(figure, last) }),
    ...(known.length >= FEWEST &&
      isComparable(figure) && { usual: usualOf(amountOf(figure), known.map(amountOf)) }),
  };
}

function isMeasured(figure: Figure): figure is Measured {
  return figure.kind === 'measured';
}

/** A sum over half of the posts is no sum to compare. */
function isComparable(figure: Measured): boolean {
  const { coverage } = figure;
  return isWhole(figure) || (coverage !== undefined && coverage.measured / coverage.of >= LEAST_COVERAGE);
}

function changeOf(figure: Measured, last: Measured): Change {
  const [now, before] = [amountOf(figure), amountOf(last)];
  const difference = now - before;
  return { before, difference, ...(before !== 0 && { share: difference / Math.abs(before) }) };
}

function usualOf(value: number, known: number[]): Usual {
  const median = medianValue(known);
  const spread = TO_DEVIATION * medianValue(known.map((one) => Math.abs(one - median)));
  const [low, high] = [median - 2 * spread, median + 2 * spread];
  return { median, periods: known.length, low, high, isUsual: value >= low && value <= high };
}

/** With fewer periods nobody can say what is usual. */
const FEWEST = 4;
const LEAST_COVERAGE = 0.9;
/** From the median absolute deviation to a standard deviation, where values are spread normally. */
const TO_DEVIATION = 1.4826;
