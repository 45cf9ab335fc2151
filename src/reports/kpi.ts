/** A key performance indicator: defined once, with its formula as people read it. Each is a file in kpis/. */
import type { Facts } from './facts.ts';
import type { Figure } from './figure.ts';

export interface Kpi {
  /** As the team file names it: `first-answer`. */
  name: string;
  title: string;
  unit: Unit;
  /** Which way is good; undefined: neither. */
  better?: 'more' | 'less';
  /** How it is worked out, in words. */
  formula: string;
  /** Where the figures come from, in words. */
  source: string;
  of(facts: Facts): Figure;
  /** The same for each of its parts (accounts), by what people call them. */
  parts?(facts: Facts): { name: string; figure: Figure }[];
}

/** `duration`: ms. `balance`: -1 to 1, shown in per cent. */
export type Unit = 'count' | 'duration' | 'balance';
