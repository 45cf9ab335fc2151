/**
 * A slow burn: day after day a little more than usual, and no peak. A one-sided CUSUM over the days' residuals (Page
 * 1954); how rare its height is follows from its average run length (Siegmund 1985).
 */

import type { Rated } from './slot.ts';
import { fading } from './tail.ts';
import { DAY } from './tuning.ts';

export interface Drift {
  /** The day that is being added up: its slots, and of those that were seen the counts and what was usual. */
  slots: number;
  count: number;
  usual: number;
  /** Of the days that are over: their number and the sum of their squared residuals, both fading. */
  weight: number;
  square: number;
  height: number;
}

export const NO_DRIFT: Drift = { slots: 0, count: 0, usual: 0, weight: 0, square: 0, height: 0 };

/** In standard deviations: half of the rise that is looked for, and the most that one day can say. */
const ALLOWANCE = 1;
const MOST_OF_A_DAY = 3;
const HALF_LIFE = 30;
/** As if so many days had been seen that were off by a fifth. */
const PRIOR = { days: 5, square: 0.2 ** 2 };
/** Days hang together: by chance alone a rise goes on more often than if each were drawn anew. */
const DEPENDENCE = 40;

export interface Day {
  drift: Drift;
  /** How often a day such a height comes by chance: told as a day ends, where there is any. */
  rate: number | undefined;
}

/** `slots`: of a day. What is not rated by the day of the week says nothing: a weekend would look like a change. */
export function addToDay(drift: Drift, { count, usual, rhythm }: Rated, slots: number): Day {
  if (rhythm !== 'week') return { drift: NO_DRIFT, rate: undefined };
  const seen = count !== null;
  const sum = {
    ...drift,
    slots: drift.slots + 1,
    count: drift.count + (count ?? 0),
    usual: drift.usual + (seen ? usual : 0),
  };
  return sum.slots < slots ? { drift: sum, rate: undefined } : close(sum);
}

/** What was told begins anew. */
export function restart(drift: Drift): Drift {
  return { ...drift, height: 0 };
}

function close(sum: Drift): Day {
  const residual = Math.log((sum.count + 1) / (sum.usual + 1));
  const deviation = Math.sqrt((sum.square + PRIOR.days * PRIOR.square) / (sum.weight + PRIOR.days));
  const within = (most: number) => Math.max(-most, Math.min(most, residual / deviation));
  const height = Math.max(0, sum.height + within(MOST_OF_A_DAY) - ALLOWANCE);
  const kept = fading(DAY, HALF_LIFE);
  const drift = {
    ...NO_DRIFT,
    weight: sum.weight * kept + 1,
    // A burst does not teach that days vary so much.
    square: sum.square * kept + (within(MOST_OF_A_DAY) * deviation) ** 2,
    height,
  };
  return { drift, rate: height > 0 ? DEPENDENCE / runLength(height) : undefined };
}

/** Days until a CUSUM of nothing but chance is that high. */
function runLength(height: number): number {
  const reach = 2 * ALLOWANCE * (height + 1.166);
  return (Math.exp(reach) - reach - 1) / (2 * ALLOWANCE * ALLOWANCE);
}
