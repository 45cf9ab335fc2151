/** Letters that stand apart: c a s i n o. */
import { isWordUnit } from '../folding/characters.ts';
import type { FoldedText } from '../folding/folded-text.ts';
import { isMixed, scriptOf } from '../folding/scripts.ts';

/** How many units may stand between two letters of a word. */
export const MOST_BETWEEN = 4;

/** Marks the runs of letters that stand apart and mix scripts as what they are: one word in disguise. */
export function mixedAcross({ text, mixed }: FoldedText): Uint8Array | undefined {
  let marked = mixed;
  let run: number[] = [];
  let scripts = 0;
  const endRun = () => {
    if (isMixed(scripts)) {
      marked = marked && marked !== mixed ? marked : (mixed?.slice() ?? new Uint8Array(text.length));
      for (const at of run) marked[at] = 1;
    }
    run = [];
    scripts = 0;
  };
  for (let at = 0; at < text.length; at += 1) {
    if (!isWordUnit(text.charCodeAt(at))) continue;
    if (at - (run.at(-1) ?? at) > MOST_BETWEEN + 1) endRun();
    if (!standsApart(text, at)) {
      endRun();
      continue;
    }
    run.push(at);
    scripts |= scriptOf(text.charCodeAt(at));
  }
  endRun();
  return marked;
}

/**
 * Whether the letters that were found apart are some of a longer word that is written so: a s s in c l a s s. A letter that
 * is a word by itself may be one here, too.
 */
export function goesOnApart(text: string, start: number, end: number): boolean {
  const within = text.slice(start, end);
  const [before, after] = [neighbour(text, start - 1, -1), neighbour(text, end, 1)];
  return [before, after].some(
    (one) =>
      one !== undefined &&
      !WORDS.has(one.letter) &&
      one.gap !== '' &&
      within.includes(one.gap) &&
      standsApart(text, one.at),
  );
}

/** English has these words of one letter. */
const WORDS = new Set(['a', 'i']);

function neighbour(text: string, from: number, step: 1 | -1) {
  for (let at = from, gap = ''; at >= 0 && at < text.length && gap.length <= MOST_BETWEEN; at += step) {
    const letter = text[at] ?? '';
    if (isWordUnit(letter.charCodeAt(0))) return /\p{L}/u.test(letter) ? { at, letter, gap } : undefined;
    gap = step === 1 ? gap + letter : letter + gap;
  }
  return undefined;
}

function standsApart(text: string, at: number): boolean {
  return !isWordUnit(text.charCodeAt(at - 1)) && !isWordUnit(text.charCodeAt(at + 1));
}
