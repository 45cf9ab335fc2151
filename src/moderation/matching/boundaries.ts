/**
 * Where words begin and end. Letters, marks and digits hold together; between them and anything else is a boundary,
 * an underscore too. Chinese, Japanese, Thai and their neighbours write no spaces: there the dictionary of
 * `Intl.Segmenter` says. Korean, Hebrew and Arabic write particles together with a word in Latin letters.
 */
import { isWordUnit } from '../folding/characters.ts';
import type { FoldedText } from '../folding/folded-text.ts';
import { LATIN, scriptOf } from '../folding/scripts.ts';
import { isParticleBefore, isParticleBehind } from './particles.ts';

/** Whether a word may begin or end before the unit at `at`. */
export function isBoundary(folded: FoldedText, at: number): boolean {
  const { text } = folded;
  if (at <= 0 || at >= text.length) return true;
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  if (!isWordUnit(before) || !isWordUnit(after) || isAstralSymbol(text, at)) return true;
  if (!isUnspaced(before) && !isUnspaced(after)) {
    if (isLatin(before) && isParticleBehind(text, at)) return true;
    return (isLatin(after) && isParticleBefore(text, at)) || isBesideSound(before, after);
  }
  if (isUnspaced(before) !== isUnspaced(after)) return true;
  return segments(folded).has(at);
}

/** Emoji and the like on either side; letters beyond the first plane hold together as others do. */
function isAstralSymbol(text: string, at: number): boolean {
  const low = text.charCodeAt(at - 1);
  const before = low >= 0xdc00 && low <= 0xdfff ? text.codePointAt(at - 2) : undefined;
  const after = text.charCodeAt(at) >= 0xd800 ? text.codePointAt(at) : undefined;
  return [before, after].some(
    (codePoint) =>
      codePoint !== undefined &&
      codePoint > 0xffff &&
      !/[\p{L}\p{M}\p{N}]/u.test(String.fromCodePoint(codePoint)),
  );
}

/** Korean hangs single letters on words for laughter and tears: 바보ㅋㅋ, lolㅠ. */
function isBesideSound(before: number, after: number): boolean {
  return isJamo(before) !== isJamo(after) && [before, after].every((unit) => isJamo(unit) || isWhole(unit));
}

function isJamo(unit: number): boolean {
  return (unit >= 0x1100 && unit <= 0x11ff) || (unit >= 0x3131 && unit <= 0x318e);
}

function isWhole(unit: number): boolean {
  return isLatin(unit) || (unit >= 0xac00 && unit <= 0xd7a3);
}

function isLatin(unit: number): boolean {
  return (scriptOf(unit) & LATIN) !== 0;
}

/** Whether it is of a script that writes words without spaces. */
function isUnspaced(unit: number): boolean {
  if (unit < 0xe00) return false;
  return (
    unit <= 0xeff ||
    (unit >= 0x1000 && unit <= 0x109f) ||
    (unit >= 0x1780 && unit <= 0x17ff) ||
    (unit >= 0x3005 && unit <= 0x3007) ||
    (unit >= 0x3040 && unit <= 0x30ff) ||
    (unit >= 0x3400 && unit <= 0x9fff) ||
    (unit >= 0xf900 && unit <= 0xfaff)
  );
}

const known = new WeakMap<FoldedText, Set<number>>();
const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });

function segments(folded: FoldedText): Set<number> {
  const before = known.get(folded);
  if (before) return before;
  const made = new Set<number>();
  for (const { index } of segmenter.segment(folded.text)) made.add(index);
  known.set(folded, made);
  return made;
}
