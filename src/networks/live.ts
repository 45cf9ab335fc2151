/** What a network shows of a post of ours now, and how that differs from what was given to it. */
import { sameLink, textLikeness } from './text-likeness.ts';

/** What is not told is absent. */
export interface Live {
  /** As people read it there. */
  text?: string;
  pictures?: number;
  /** By the keys of the network's own fields. */
  fields?: Record<string, string>;
  /** Hosts at which the network puts links of its own in the place of others. */
  shorteners?: readonly string[];
}

/** By the network's own word: that it did not answer, or refused the sign-in, says nothing of a post. */
export interface Gone {
  /** What it says of it, as people read it: "moderators took it down". Empty: no more than that it is not there. */
  gone: string;
}

export type Reading = Live | Gone;

/** As a message was given: its text, how many pictures, and its fields. */
export interface Given {
  text: string;
  pictures: number;
  fields?: Record<string, string>;
}

export interface Drift {
  /** `text`, `pictures`, or the key of a field. */
  what: string;
  before: string;
  after: string;
}

export function isGone(reading: Reading): reading is Gone {
  return 'gone' in reading;
}

/** `rewritten`: how the network wrote the text when it was looked at for the first time, where that came near. */
export function driftOf(given: Given, live: Live, rewritten?: string): Drift[] {
  const drifts: Drift[] = [];
  const { shorteners = [] } = live;
  const isSame = (text: string) =>
    live.text === undefined || textLikeness(text, live.text, { shorteners }) === 'same';
  if (!isSame(given.text) && (rewritten === undefined || !isSame(rewritten)))
    drifts.push({ what: 'text', before: given.text, after: live.text ?? '' });
  if (live.pictures !== undefined && live.pictures !== given.pictures)
    drifts.push({ what: 'pictures', before: String(given.pictures), after: String(live.pictures) });
  for (const [key, after] of Object.entries(live.fields ?? {})) {
    const before = given.fields?.[key] ?? '';
    const isAlike = sameLink(before, after) || textLikeness(before, after) === 'same';
    if (!isAlike) drifts.push({ what: key, before, after });
  }
  return drifts;
}
