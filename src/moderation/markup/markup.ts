/**
 * What Discord makes of a text: which units of it are mark-up and not shown, which are code, quoted, or something
 * other than text (a mention, a custom emoji), and where its masked links lead. Read from Discord's own rules: marks
 * count only in pairs, an underscore closes only at the end of a word, code hides all other mark-up.
 */
import { ESCAPED, MARK } from './bits.ts';
import { markCode } from './code.ts';
import { markLines } from './lines.ts';
import { type MaskedLink, markMaskedLinks } from './masked-links.ts';
import { type MarkupObject, markObjects } from './objects.ts';
import { markPairs } from './pairs.ts';

export interface Markup {
  /** Bits for each unit of the raw text. */
  bits: Uint8Array;
  /** Every bit that is anywhere in it. */
  all: number;
  objects: MarkupObject[];
  maskedLinks: MaskedLink[];
}

/** Undefined where nothing in the text can be mark-up. */
export function readMarkup(raw: string): Markup | undefined {
  if (!POSSIBLE.test(raw)) return undefined;
  const bits = new Uint8Array(raw.length);
  markEscapes(raw, bits);
  markCode(raw, bits);
  markLines(raw, bits);
  const objects = markObjects(raw, bits);
  const maskedLinks = markMaskedLinks(raw, bits);
  markPairs(raw, bits);
  let all = 0;
  for (const some of bits) all |= some;
  return all === 0 ? undefined : { bits, all, objects, maskedLinks };
}

const POSSIBLE = /[*_~|`[\\<>#]|^-# /m;

/** A backslash before anything but a letter, a digit or white space. */
function markEscapes(raw: string, bits: Uint8Array): void {
  for (let at = raw.indexOf('\\'); at !== -1 && at + 1 < raw.length; at = raw.indexOf('\\', at)) {
    if (/[^0-9A-Za-z\s]/.test(raw[at + 1] ?? '')) {
      bits[at] = MARK;
      bits[at + 1] = ESCAPED;
      at += 2;
    } else at += 1;
  }
}
