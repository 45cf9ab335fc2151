import type { Median } from './facts.ts';
import { type Figure, missing } from './figure.ts';

/** `reason`: said where there is nothing to take the median of. */
export function medianOf({ median, count }: Median, reason: string): Figure {
  return median === null
    ? missing(reason)
    : { kind: 'measured', numerator: median, denominator: 1, sample: count };
}

/** Of numbers; NaN where there are none. */
export function medianValue(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
