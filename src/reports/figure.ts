/** A figure of a report: a value with what it was worked out from, or missing with the reason. Missing is never zero. */

export type Figure = Measured | Missing;

export interface Measured {
  kind: 'measured';
  /** Kept apart, and divided once: periods are added up by both, never by their quotients. */
  numerator: number;
  /** 1 where nothing is divided. */
  denominator: number;
  /** How many things it was worked out from. */
  sample: number;
  /** Where not everything could be measured. */
  coverage?: Coverage;
  /** What to know beside it: that a source could not be read for a while. */
  note?: string;
}

export interface Coverage {
  measured: number;
  /** Of so many that should have been. */
  of: number;
}

export interface Missing {
  kind: 'missing';
  reason: string;
}

export function amountOf({ numerator, denominator }: Measured): number {
  return numerator / denominator;
}

export function counted(numerator: number, more: Partial<Measured> = {}): Measured {
  return { kind: 'measured', numerator, denominator: 1, sample: numerator, ...more };
}

/** `reason`: said where there is nothing to divide by. */
export function divided(numerator: number, denominator: number, reason: string): Figure {
  return denominator === 0
    ? missing(reason)
    : { kind: 'measured', numerator, denominator, sample: denominator };
}

export function missing(reason: string): Missing {
  return { kind: 'missing', reason };
}

export function isWhole({ coverage }: Measured): boolean {
  return coverage === undefined || coverage.measured === coverage.of;
}
