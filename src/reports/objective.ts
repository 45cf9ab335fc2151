/** What a team aims at: a figure of at least, or of at most, so much. */
import { amountOf, type Figure } from './figure.ts';

export interface Objective {
  kind: 'at-least' | 'at-most';
  /** In the unit of the figure: a number, ms, -1 to 1. */
  value: number;
}

export interface Judged extends Objective {
  isMet: boolean;
}

/** Undefined where there is nothing to judge. */
export function judge(objective: Objective | undefined, figure: Figure): Judged | undefined {
  if (!objective || figure.kind === 'missing') return undefined;
  const value = amountOf(figure);
  return {
    ...objective,
    isMet: objective.kind === 'at-least' ? value >= objective.value : value <= objective.value,
  };
}
