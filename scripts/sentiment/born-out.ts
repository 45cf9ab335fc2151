/** Asks the labelled texts whether words say what the lists say of them. */
import type { Lexicon } from '../../src/listening/sentiment/lexicon.ts';
import type { Example } from './datasets.ts';
import type { WordValues } from './lexicons.ts';

/**
 * Takes from a word what the texts of its language do not bear out. A word that is looked up by a way round (as an
 * English word, without accents, by its stem) and is frequent gets the value that it deserves as an entry of its own:
 * German "die" does not die. Values only shrink: what texts add is the n-grams' part.
 */
export function bornOut(words: WordValues, lexicon: Lexicon, examples: Example[]): WordValues {
  const seen = new Map<string, [number, number]>();
  const shares = [0, 0];
  for (const { text, label } of examples) {
    if (label === 1) continue;
    const side = label === 2 ? 1 : 0;
    shares[side] = (shares[side] ?? 0) + 1;
    for (const word of new Set(text.toLowerCase().match(/\p{L}[\p{L}\p{M}']*/gu) ?? [])) {
      const counts = seen.get(word) ?? [0, 0];
      counts[side] += 1;
      seen.set(word, counts);
    }
  }
  const result: WordValues = new Map(words);
  const common = Math.max(FREQUENT, COMMON * examples.length);
  for (const [word, counts] of seen) {
    const known = words.get(word);
    const value = known ?? lexicon.valueOf(word);
    const often = counts[0] + counts[1];
    if (value === 0 || often < (known === undefined ? FREQUENT : common)) continue;
    const doubt = known === undefined ? 0 : 1;
    result.set(word, value * shareBornOut(value, counts, shares, doubt));
  }
  return result;
}

/** Texts that a word must occur in before they say something about it: one that is no entry, and the share for one that is. */
const FREQUENT = 6;
const COMMON = 0.004;
/** The logarithm of how many times likelier a word should be on its own side, for each unit of its value, to keep it. */
const EXPECTED = 0.25;

/** `doubt`: how many standard errors speak for the word. */
function shareBornOut(
  value: number,
  [negative, positive]: [number, number],
  shares: number[],
  doubt: number,
): number {
  const odds =
    Math.log((positive + 0.5) / ((shares[1] ?? 0) + 1)) - Math.log((negative + 0.5) / ((shares[0] ?? 0) + 1));
  const error = Math.sqrt(1 / (positive + 0.5) + 1 / (negative + 0.5));
  return Math.max(0, Math.min(1, (Math.sign(value) * odds + doubt * error) / (EXPECTED * Math.abs(value))));
}
