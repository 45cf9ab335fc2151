/** Percentiles of a list of numbers, rounded for reading. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const index = Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
  return round(sorted[Math.max(0, index)] ?? Number.NaN);
}

export function round(value: number): number {
  return Number(value.toPrecision(4));
}

export function median(values: number[]): number {
  return percentile(values, 0.5);
}
