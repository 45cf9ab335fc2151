/** What the detector is fed with, and what it keeps of the newest of it. */
import type { Rhythm, Usual } from './history.ts';

export interface Slot {
  /** Epoch ms of its start. */
  at: number;
  /** Mentions; `null` where nobody could see them. */
  count: number | null;
  /** Of these the negative ones. Left out where moods are not known. */
  negative?: number;
  /** Who wrote; of more than three any three suffice. Left out where it is not known. */
  authors?: readonly string[];
}

/** A slot with the count that was usual for it, and what that was compared with. */
export interface Rated {
  count: number | null;
  usual: number;
  rhythm: Rhythm;
  negative: number | null;
  authors: readonly string[] | null;
}

/** What a span of slots holds together. A slot that nobody saw adds neither a count nor what was usual. */
export interface Sum {
  slots: number;
  count: number;
  usual: number;
  /** Over the slots of which moods are known. */
  negative: number;
  judged: number;
  /** Different people; undefined where one slot does not tell them. Beyond `ENOUGH` not counted. */
  authors: number | undefined;
}

const ENOUGH = 3;

export function rate({ count, negative, authors }: Slot, usual: Usual): Rated {
  return {
    count,
    usual: usual.count,
    rhythm: usual.rhythm,
    negative: count === null ? null : (negative ?? null),
    authors: authors ? [...new Set(authors)].slice(0, ENOUGH) : null,
  };
}

export function sumOf(slots: readonly Rated[]): Sum {
  const sum: Sum = { slots: 0, count: 0, usual: 0, negative: 0, judged: 0, authors: undefined };
  const authors = new Set<string>();
  let named = true;
  for (const slot of slots) {
    if (slot.count === null) continue;
    sum.slots += 1;
    sum.count += slot.count;
    sum.usual += slot.usual;
    if (slot.negative !== null) {
      sum.negative += slot.negative;
      sum.judged += slot.count;
    }
    if (slot.authors === null) named &&= slot.count === 0;
    else for (const author of slot.authors) authors.add(author);
  }
  return { ...sum, authors: named ? authors.size : undefined };
}
