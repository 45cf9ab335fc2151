/** What must not be, in what a run left: mentions that are missing, stored or counted twice, and cards that are missing or twice. */
import type { Known } from './life.ts';

export interface Evidence extends Known {
  /** The network's ids of all that was written. */
  written: string[];
  /** Headings of the messages in the channels, as far as they are cards. */
  cards: string[];
}

export interface Verdict {
  missing: string[];
  twice: string[];
  cards: string[];
}

export function judge({ written, items, counted, conversations, storms, cards, isQuiet }: Evidence): Verdict {
  const stored = new Set(items);
  const known = new Set(written);
  const own = cards.flatMap((heading) => /\(conversation (\d+)\)/.exec(heading)?.[1] ?? []).map(Number);
  const shared = cards.filter((heading) => SHARED.test(heading)).length;
  return {
    missing: [
      ...written.filter((id) => !stored.has(id)).map((id) => `${id} is not stored`),
      ...(isQuiet ? [] : ['something still waits to be said']),
    ],
    twice: [
      ...items.filter((id) => !known.has(id)).map((id) => `${id} is stored and was never written`),
      ...items.filter((id, index) => items.indexOf(id) !== index).map((id) => `${id} is stored twice`),
      ...(counted === written.length ? [] : [`${counted} are counted of ${written.length}`]),
    ],
    cards: [
      ...conversations.flatMap(({ id, stormId, isPrivate }) => {
        const [found, wanted] = [own.filter((one) => one === id).length, stormId === null ? 1 : 0];
        const isRight = found === wanted || (isPrivate && found === 1);
        return isRight ? [] : [`conversation ${id} has ${found} cards of its own instead of ${wanted}`];
      }),
      ...(shared === storms.length ? [] : [`${storms.length} storms have ${shared} cards`]),
    ],
  };
}

const SHARED = /more conversations? about|more says? the same/;
