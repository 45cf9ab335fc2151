/**
 * Where words begin and end. Letters, marks and digits hold together; between them and anything else is a boundary,
 * an underscore too. Chinese, Japanese, Thai and their neighbours write no spaces: there the dictionary of
 * `Intl.Segmenter` says.
 */
import { isWordUnit } from '../folding/characters.ts';
import type { FoldedText } from '../folding/folded-text.ts';

/** Whether a word may begin or end before the unit at `at`. */
export function isBoundary(folded: FoldedText, at: number): boolean {
  const { text } = folded;
  if (at <= 0 || at >= text.length) return true;
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  if (!isWordUnit(before) || !isWordUnit(after) || isAstralSymbol(text, at)) return true;
  if (!isUnspaced(before) && !isUnspaced(after)) return false;
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
