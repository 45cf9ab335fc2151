/**
 * What is measured at each slot: for every span the excess of mentions and that of negative ones among them, each with a
 * tail of its own; and at the end of a day its drift.
 */
import { addToDay, type Drift, NO_DRIFT } from './drift.ts';
import { excess } from './excess.ts';
import { slotsIn } from './history.ts';
import { excessShare, learnShare, NO_SHARE, type Share } from './share.ts';
import { type Rated, type Sum, sumOf } from './slot.ts';
import { learn, NOTHING_LEARNED, rateOf, type Tail } from './tail.ts';
import { DAY, type Tuning } from './tuning.ts';

export type Measure = 'volume' | 'mood' | 'drift';

export interface Learned {
  /** The slots of the longest span, the newest last. */
  lately: readonly Rated[];
  /** A tail for each span. */
  volume: readonly Tail[];
  mood: readonly Tail[];
  /** Of what is older than the longest span: a crisis does not teach that it is usual while it lasts. */
  share: Share;
  drift: Drift;
}

export interface Measured {
  measure: Measure;
  /** How often a day such a thing comes by chance. */
  rate: number;
  /** ms. */
  span: number;
  sum: Sum;
}

export function nothingLearned(slot: number, tuning: Tuning): Learned {
  const tails = spansIn(slot, tuning).map(() => NOTHING_LEARNED);
  return { lately: [], volume: tails, mood: tails, share: NO_SHARE, drift: NO_DRIFT };
}

/** The rarest is first. Empty where nothing is over what is usual. */
export function measure(
  before: Learned,
  newest: Rated,
  slot: number,
  tuning: Tuning,
): { learned: Learned; found: Measured[] } {
  const spans = spansIn(slot, tuning);
  const { lately, share } = slide(before, newest, slot, Math.max(...spans));
  const found: Measured[] = [];
  const look = (name: 'volume' | 'mood', excessOf: (sum: Sum) => number | undefined) =>
    before[name].map((tail, index) => {
      const span = spans[index] ?? 1;
      const sum = sumOf(lately.slice(-span));
      const z = excessOf(sum);
      if (z !== undefined && z > 0)
        found.push({ measure: name, rate: rateOf(tail, z, tuning), span: span * slot, sum });
      return learn(tail, z, slot, tuning);
    });
  const volume = look('volume', (sum) => volumeExcess(sum, tuning));
  const mood = look('mood', (sum) => moodExcess(sum, share, tuning));
  const { drift, rate } = addToDay(before.drift, newest, slotsIn(DAY, slot));
  if (rate !== undefined)
    found.push({ measure: 'drift', rate, span: DAY, sum: daySum(before.drift, newest) });
  const shared = found.map((one) => ({ ...one, rate: one.rate * looksOf(one.measure, spans.length) }));
  return {
    learned: { lately, volume, mood, share, drift },
    found: shared.sort((one, other) => one.rate - other.rate),
  };
}

/**
 * All share one budget, so what is looked at often must be rarer. Sums of mentions move together, hence the root. Moods
 * do so less, and come on top; there is but one drift a day.
 */
function looksOf(measure: Measure, spans: number): number {
  if (measure === 'drift') return 1;
  return measure === 'volume' ? Math.sqrt(spans) : 2 * spans;
}

/** In slots, each length once. */
function spansIn(slot: number, { spans }: Tuning): number[] {
  return [...new Set(spans.map((span) => slotsIn(span, slot)))];
}

function slide({ lately, share }: Learned, newest: Rated, slot: number, longest: number) {
  const leaving = lately.length >= longest ? lately[0] : undefined;
  const known = leaving?.count != null && leaving.negative !== null;
  const seen = known ? { negative: leaving.negative ?? 0, all: leaving.count ?? 0 } : NO_SHARE;
  return { lately: [...lately, newest].slice(-longest), share: learnShare(share, seen, slot) };
}

function volumeExcess(sum: Sum, tuning: Tuning): number | undefined {
  if (sum.count < tuning.leastCount || fewPeople(sum, tuning)) return undefined;
  return excess(sum.count, sum.usual, tuning.size * Math.sqrt(sum.slots));
}

function moodExcess(sum: Sum, share: Share, tuning: Tuning): number | undefined {
  if (sum.negative < tuning.leastCount || fewPeople(sum, tuning)) return undefined;
  return excessShare(share, sum.negative, sum.judged);
}

/** Who cannot be told apart counts as many. */
function fewPeople({ authors }: Sum, { leastAuthors }: Tuning): boolean {
  return authors !== undefined && authors < leastAuthors;
}

function daySum({ slots, count, usual }: Drift, newest: Rated): Sum {
  const seen = newest.count === null ? { count: 0, usual: 0 } : { count: newest.count, usual: newest.usual };
  return {
    slots: slots + 1,
    count: count + seen.count,
    usual: usual + seen.usual,
    negative: 0,
    judged: 0,
    authors: undefined,
  };
}
