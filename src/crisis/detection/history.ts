/**
 * What was counted in the slots of the last three weeks, and from it what is usual at this time. Only slots before the
 * one that is asked about count. A slot that nobody saw (a source was away) is `null`: neither zero nor usual.
 */
import { DAY, HOUR } from './tuning.ts';

export interface History {
  /** ms; one slot follows another without a gap. */
  slot: number;
  /** Day by day, the newest last and not yet full. A day is never changed, so that states can share it. */
  days: readonly (readonly (number | null)[])[];
}

export interface Usual {
  count: number;
  rhythm: Rhythm;
}

/** What is compared: the busiest hour so far, then the same time of day, then that on days of this kind. */
export type Rhythm = 'none' | 'day' | 'week';

/** Monday is 1, as in ISO. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Room for the neighbourhood of the oldest day. */
export const DAYS_KEPT = 22;

const DAYS_COMPARED = 7;
/** From here on there are three Saturdays and three Sundays to compare. */
const DAYS_OF_CLASSES = 21;
/** With fewer, nothing is usual yet. */
const FEWEST_SLOTS = 12;

export function slotsIn(span: number, slot: number): number {
  return Math.max(1, Math.round(span / slot));
}

export function lengthOf({ slot, days }: History): number {
  return Math.max(0, days.length - 1) * slotsIn(DAY, slot) + (days.at(-1)?.length ?? 0);
}

export function append({ slot, days }: History, count: number | null): History {
  const newest = days.at(-1);
  if (newest && newest.length < slotsIn(DAY, slot))
    return { slot, days: [...days.slice(0, -1), [...newest, count]] };
  return { slot, days: [...days.slice(-DAYS_KEPT), [count]] };
}

/**
 * What is usual in the slot after the newest: the median, over days, of the mean around the same time of day. In the
 * first day, of which no rhythm is known, the busiest hour so far. Undefined with fewer than twelve slots.
 */
export function usual(history: History, weekday: Weekday, neighbourhood: number): Usual | undefined {
  const alike = (daysAgo: number) => kindOf(weekday - daysAgo) === kindOf(weekday);
  if (lengthOf(history) >= DAYS_OF_CLASSES * slotsIn(DAY, history.slot)) {
    const means = dayMeans(history, neighbourhood, DAYS_OF_CLASSES, alike);
    if (means.length >= 2) return { count: median(means), rhythm: 'week' };
  }
  const lately = dayMeans(history, neighbourhood, DAYS_COMPARED, () => true);
  if (lately.length > 0) return { count: median(lately), rhythm: 'day' };
  const busiest = busiestHour(history);
  return busiest === undefined ? undefined : { count: busiest, rhythm: 'none' };
}

export type DayKind = 'working day' | 'saturday' | 'sunday';

/** Each has a rhythm of its own. Any whole number: 0 is the Sunday before Monday. */
export function kindOf(weekday: number): DayKind {
  const day = ((weekday % 7) + 7) % 7;
  if (day === 0) return 'sunday';
  return day === 6 ? 'saturday' : 'working day';
}

/** Of at most seven days that are alike, the newest first. */
function dayMeans(
  history: History,
  neighbourhood: number,
  furthest: number,
  alike: (daysAgo: number) => boolean,
): number[] {
  const [length, day] = [lengthOf(history), slotsIn(DAY, history.slot)];
  const beside = Math.floor(neighbourhood / history.slot);
  const means: number[] = [];
  for (let daysAgo = 1; daysAgo <= furthest && means.length < DAYS_COMPARED; daysAgo += 1) {
    const middle = length - daysAgo * day;
    if (middle < beside) break;
    const mean = alike(daysAgo) ? meanOf(history, middle - beside, middle + beside) : undefined;
    if (mean !== undefined) means.push(mean);
  }
  return means;
}

/** The mean of a slot in it, or in twelve slots where an hour has fewer. */
function busiestHour({ slot, days }: History): number | undefined {
  const seen = days.flat().filter((count) => count !== null);
  const width = Math.max(FEWEST_SLOTS, slotsIn(HOUR, slot));
  let [sum, most] = [0, undefined as number | undefined];
  seen.forEach((count, index) => {
    sum += count - (seen[index - width] ?? 0);
    if (index >= FEWEST_SLOTS - 1) most = Math.max(most ?? 0, sum / Math.min(width, index + 1));
  });
  return most;
}

/** Both ends are included. Undefined where nobody looked. */
function meanOf({ slot, days }: History, from: number, to: number): number | undefined {
  const day = slotsIn(DAY, slot);
  let [sum, seen] = [0, 0];
  for (let index = from; index <= to; index += 1) {
    const count = days[Math.floor(index / day)]?.[index % day];
    if (count === null || count === undefined) continue;
    sum += count;
    seen += 1;
  }
  return seen === 0 ? undefined : sum / seen;
}

function median(values: number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  const high = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? high : ((sorted[half - 1] ?? 0) + high) / 2;
}
