/** What posts to one target cost in a calendar month, where the network charges. Amounts are mills: thousandths of a US dollar. */
import { DateTime } from 'luxon';
import { beginningOf } from '../kit/beginning.ts';

export interface Spending {
  /** As the team file says. */
  most: number;
  /** Of the others in that month: out, or scheduled. */
  used: number;
  /** Of the post itself. */
  own: number;
}

/** Epoch ms; a post counts in it when it is due later than `from` and before `until`. */
export function monthAround(at: number, timeZone: string): { from: number; until: number } {
  const month = beginningOf(DateTime.fromMillis(at, { zone: timeZone }), 'month');
  return { from: month.toMillis() - 1, until: beginningOf(month.plus({ months: 1 }), 'month').toMillis() };
}

/** "$0.20", "$0.015". */
export function dollars(mills: number): string {
  const cents = (mills / 1_000).toFixed(3);
  return `$${cents.endsWith('0') ? cents.slice(0, -1) : cents}`;
}
