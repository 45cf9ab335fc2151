/** What a network shows of a post of ours now, and how that differs from what was given to it. */
import { keepsLink, textLikeness } from './text-likeness.ts';

/** What is not told is absent. */
export interface Live {
  /** As people read it there. */
  text?: string;
  pictures?: number;
  /** Of its pictures, in their order. */
  alts?: readonly string[];
  /** Null: none is shown. */
  video?: { alt: string } | null;
  /** What is shown of the page that its link leads to. */
  card?: { title: string };
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

/** As a message was given: its text, how many pictures with which alt texts, its video, the card of its link, and its fields. */
export interface Given {
  text: string;
  pictures: number;
  alts?: readonly string[];
  video?: { alt: string };
  card?: { title: string };
  fields?: Record<string, string>;
  /** It was read there before: where a network need not show such posts, that it does not says more then. */
  wasShown?: boolean;
}

export interface Drift {
  /** `text`, `pictures`, `alt 2` of the second picture, `video`, `video alt`, `card`, or the key of a field. */
  what: string;
  before: string;
  after: string;
}

export function isGone(reading: Reading): reading is Gone {
  return 'gone' in reading;
}

/** `isRewriting`: the text stands there as the network itself writes it, which is known. */
export function driftOf(given: Given, live: Live, isRewriting = false): Drift[] {
  const drifts: Drift[] = [];
  const { shorteners = [] } = live;
  const isSame = (text: string) =>
    live.text === undefined || textLikeness(text, live.text, { shorteners }) === 'same';
  if (!isRewriting && !isSame(given.text))
    drifts.push({ what: 'text', before: given.text, after: live.text ?? '' });
  if (live.pictures !== undefined && live.pictures !== given.pictures)
    drifts.push({ what: 'pictures', before: String(given.pictures), after: String(live.pictures) });
  else drifts.push(...driftsOfAlts(given.alts, live.alts));
  drifts.push(...driftsOfVideo(given.video, live.video));
  if (given.card && live.card && textLikeness(given.card.title, live.card.title) !== 'same')
    drifts.push({ what: 'card', before: given.card.title, after: live.card.title });
  for (const [key, after] of Object.entries(live.fields ?? {})) {
    const before = given.fields?.[key] ?? '';
    const isAlike = keepsLink(before, after) || textLikeness(before, after) === 'same';
    if (!isAlike) drifts.push({ what: key, before, after });
  }
  return drifts;
}

function driftsOfVideo(given: Given['video'], live: Live['video']): Drift[] {
  if (!given || live === undefined) return [];
  if (live === null) return [{ what: 'video', before: given.alt, after: '' }];
  const isAlike = given.alt === '' || textLikeness(given.alt, live.alt) === 'same';
  return isAlike ? [] : [{ what: 'video alt', before: given.alt, after: live.alt }];
}

/** Where none was given, the network may have written one of its own. */
function driftsOfAlts(given: readonly string[] = [], live: readonly string[] | undefined): Drift[] {
  if (!live) return [];
  return given.flatMap((before, index) => {
    const after = live[index] ?? '';
    const isAlike = before === '' || textLikeness(before, after) === 'same';
    return isAlike ? [] : [{ what: `alt ${index + 1}`, before, after }];
  });
}
