/**
 * What the detector is set to. People set one thing, the false alarms that they put up with; the rest is the middle of
 * the plateau on which the detector does as well on brands that it was not tuned on (`npm run bench -- detect`).
 */

export interface Tuning {
  /** ms to each side of the same time of day that are taken as alike. */
  neighbourhood: number;
  /** ms: the spans whose sums are looked at. */
  spans: readonly number[];
  /** Of the negative binomial, for a single slot: the greater, the closer to Poisson. */
  size: number;
  /** An excess, in standard deviations, from which on an episode is noted. */
  threshold: number;
  /** ms without such an excess that end an episode. */
  gap: number;
  /** Days in which what was learned of the tail fades by half. */
  halfLife: number;
  /** Before anything is learned: as if so many days had been watched, with so many episodes a day of that excess. */
  prior: { days: number; rate: number; excess: number };
  /** ms in which one alert speaks for all that is not `rarer` times as rare. */
  hold: number;
  rarer: number;
  /** Fewer mentions than this, in any span, are nothing. */
  leastCount: number;
  /** Fewer people than this are nobody's crisis. */
  leastAuthors: number;
  /** Alerts that a topic is lent before its budget binds, and how strictly it does. */
  budget: { lent: number; strictness: number };
}

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

export const TUNING: Tuning = {
  neighbourhood: HOUR,
  spans: [15 * MINUTE, HOUR, 3 * HOUR],
  size: 28,
  threshold: 3,
  gap: HOUR,
  halfLife: 30,
  prior: { days: 2, rate: 0.25, excess: 1 },
  hold: DAY,
  rarer: 30,
  leastCount: 5,
  leastAuthors: 3,
  budget: { lent: 3, strictness: 2 },
};
