/**
 * How rare an excess is, learned from the stream itself. Runs over a fixed height are episodes; how often they come and
 * how far they go over it gives the tail, an exponential one: what goes one mean excess higher comes e times less often.
 */
import { DAY, type Tuning } from './tuning.ts';

export interface Tail {
  /** Closed episodes, the sum of what they went over the threshold, and the days watched: all fade. */
  episodes: number;
  excess: number;
  days: number;
  /** The greatest of the episode that is not over yet, and the ms for which it has been quiet. */
  peak: number | null;
  quiet: number;
}

export const NOTHING_LEARNED: Tail = { episodes: 0, excess: 0, days: 0, peak: null, quiet: 0 };

type Learning = Pick<Tuning, 'threshold' | 'gap' | 'halfLife' | 'prior'>;

/** How many a day come that are at least as great as `z`. */
export function rateOf(tail: Tail, z: number, { threshold, prior }: Learning): number {
  const priorEpisodes = prior.days * prior.rate;
  const episodes = tail.episodes + priorEpisodes;
  const mean = (tail.excess + priorEpisodes * prior.excess) / episodes;
  return (episodes / (tail.days + prior.days)) * Math.exp(-(z - threshold) / mean);
}

/** After a slot in which the excess was `z`; undefined where it could not be told. */
export function learn(tail: Tail, z: number | undefined, slot: number, learning: Learning): Tail {
  const kept = fading(slot, learning.halfLife);
  const aged = {
    episodes: tail.episodes * kept,
    excess: tail.excess * kept,
    days: tail.days * kept + slot / DAY,
  };
  if (z !== undefined && z > learning.threshold)
    return { ...aged, peak: Math.max(z, tail.peak ?? z), quiet: 0 };
  if (tail.peak === null) return { ...aged, peak: null, quiet: 0 };
  const quiet = tail.quiet + slot;
  if (quiet <= learning.gap) return { ...aged, peak: tail.peak, quiet };
  return {
    episodes: aged.episodes + 1,
    excess: aged.excess + tail.peak - learning.threshold,
    days: aged.days,
    peak: null,
    quiet: 0,
  };
}

/** What is left after `span` ms of what fades by half in `halfLife` days. */
export function fading(span: number, halfLife: number): number {
  return 0.5 ** (span / DAY / halfLife);
}
