/** How much goes to one target in a span of time: as the network takes it, or as the team wants it. */
import { DateTime } from 'luxon';
import { beginningOf } from '../kit/beginning.ts';

export interface Quota {
  most: number;
  /** `answers`: of what answers others alone. */
  of: 'posts' | 'pictures' | 'answers';
  /** Milliseconds, wherever they begin; or a day of the team's calendar. */
  per: number | 'day';
  /** What answers others takes nothing of it. */
  besideAnswers?: true;
}

/** What goes out at that instant (epoch ms), or did. */
export interface Outgoing {
  at: number;
  pictures: number;
  /** It answers what somebody else wrote. */
  isAnswer?: true;
}

/** Within it lies everything that counts beside a post at that instant. */
export function spanOf({ per }: Quota, at: number, timeZone: string): { from: number; until: number } {
  if (per !== 'day') return { from: at - per, until: at + per };
  const day = beginningOf(DateTime.fromMillis(at, { zone: timeZone }), 'day');
  return { from: day.toMillis() - 1, until: beginningOf(day.plus({ days: 1 }), 'day').toMillis() };
}

/** How much of it the others use up for a post at that instant: the most that any such span holds. */
export function usedAround(quota: Quota, others: Outgoing[], at: number, timeZone: string): number {
  const { from, until } = spanOf(quota, at, timeZone);
  const near = others
    .filter((other) => other.at > from && other.at < until)
    .filter(({ isAnswer }) => !(isAnswer && quota.besideAnswers))
    .sort((one, other) => one.at - other.at);
  if (quota.per === 'day') return near.reduce((sum, one) => sum + amountOf(one, quota), 0);
  return fullest(near, quota, at, quota.per);
}

/** `near` in the order of time. A span that begins with one of them, or with the post itself, is the fullest. */
function fullest(near: Outgoing[], quota: Quota, at: number, span: number): number {
  const begins = [...near.map((one) => one.at).filter((begin) => begin <= at), at];
  let [first, behind, sum, most] = [0, 0, 0, 0];
  for (const begin of begins) {
    for (; (near[behind]?.at ?? Infinity) < begin + span; behind += 1) sum += amountOf(near[behind], quota);
    for (; (near[first]?.at ?? Infinity) < begin; first += 1) sum -= amountOf(near[first], quota);
    most = Math.max(most, sum);
  }
  return most;
}

function amountOf(one: Outgoing | undefined, { of }: Quota): number {
  if (of === 'answers') return one?.isAnswer ? 1 : 0;
  return of === 'pictures' ? (one?.pictures ?? 0) : 1;
}
