/**
 * What a single character is, and what it folds to. All tables are filled as characters come by: most of Unicode
 * never does.
 */
import { SMALL_LETTERS, STRUCK_LETTERS } from './letters.ts';
import { rareLetter } from './rare-letters.ts';

/** Whether a character is part of a word: a letter, a mark, a digit, and ๏, which passes for an o. Of pairs of surrogates give the first half. */
export function isWordUnit(unit: number): boolean {
  const known = wordUnits[unit];
  if (known) return known === YES;
  const is = (unit >= 0xd800 && unit <= 0xdfff) || /[\p{L}\p{M}\p{N}๏]/u.test(String.fromCharCode(unit));
  wordUnits[unit] = is ? YES : NO;
  return is;
}

export function isMark(unit: number): boolean {
  if (unit < 0x300) return false;
  const known = marks[unit];
  if (known) return known === YES;
  const is = /\p{M}/u.test(String.fromCharCode(unit));
  marks[unit] = is ? YES : NO;
  return is;
}

export function hasMarks(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // Of pairs of surrogates only the few planes that have marks would tell; the caller looks again.
    if (isMark(unit) || (unit >= 0xd800 && unit <= 0xdbff)) return true;
  }
  return false;
}

export function isSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 32 || (unit >= 9 && unit <= 13);
  return SPACES.has(unit);
}

/**
 * What a character folds to, in small letters; nothing for one that shows nothing. `keepMarks` leaves é as it is.
 * Folding what is folded changes nothing.
 */
export function foldCharacter(codePoint: number, keepMarks: boolean): string {
  const table = keepMarks ? withMarks : withoutMarks;
  const known = table.get(codePoint);
  if (known !== undefined) return known;
  const folded = fold(codePoint, keepMarks, true);
  table.set(codePoint, folded);
  return folded;
}

/** The same, with capitals left as they are. */
export function foldKeepingCase(codePoint: number): string {
  const known = withCase.get(codePoint);
  if (known !== undefined) return known;
  const folded = fold(codePoint, false, false);
  withCase.set(codePoint, folded);
  return folded;
}

/** Shows nothing by itself, wherever it stands. */
export function isInvisible(codePoint: number): boolean {
  return codePoint >= 0xad && INVISIBLE_ONE.test(String.fromCodePoint(codePoint));
}

function fold(codePoint: number, keepMarks: boolean, small: boolean): string {
  const character = String.fromCodePoint(codePoint);
  if (isInvisible(codePoint)) return '';
  const compatible = compatibleForm(codePoint, character);
  const cased = small ? withoutCase(compatible) : compatible;
  return [...cased].map((one) => plainLetter(one, keepMarks)).join('');
}

/**
 * Compatibility forms, but for signs that are no letters in disguise: ™ is not "tm". What only encloses a letter
 * (Ⓐ, ⒜, 🅰, 🄰, 🇦) is that letter.
 */
function compatibleForm(codePoint: number, character: string): string {
  const enclosed = enclosedLetter(codePoint) ?? rareLetter(codePoint) ?? PUNCTUATION.get(codePoint);
  if (enclosed !== undefined) return enclosed;
  // ㋕ and ㊙ are the letter in them, ㈱ without its brackets.
  if (isEnclosedEastAsian(codePoint)) return character.normalize('NFKC').replace(/^\((.+)\)$/, '$1');
  if (/\p{So}/u.test(character)) return character;
  // Spacing accents would come apart into a space and a mark.
  const form = character.normalize('NFKC');
  if (form.startsWith(' ') && form.length > 1) return character;
  // A dash that is written upright (︱) is one of those.
  return PUNCTUATION.get(form.codePointAt(0) ?? 0) ?? form;
}

/** Katakana, hangul and ideographs in circles, brackets and squares. */
function isEnclosedEastAsian(codePoint: number): boolean {
  return ENCLOSED_EAST_ASIAN.some(([first, last]) => codePoint >= first && codePoint <= last);
}

function enclosedLetter(codePoint: number): string | undefined {
  for (const [first, last, letters] of ENCLOSED) {
    if (codePoint >= first && codePoint <= last) return letters[codePoint - first];
  }
  return undefined;
}

/** Full case folding: ß is ss, the three sigmas are one, İ is i. Undotted ı is a letter of its own. */
function withoutCase(text: string): string {
  return text
    .replace(/\u0130/g, 'i')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ς/g, 'σ')
    .replace(/և/g, 'եւ');
}

function plainLetter(character: string, keepMarks: boolean): string {
  const small = SMALL_LETTERS.get(character);
  if (small !== undefined) return small;
  if (keepMarks || character < '\u0080') return character;
  const struck = STRUCK_LETTERS.get(character);
  if (struck !== undefined) return struck;
  const apart = character.normalize('NFD');
  const base = apart[0] ?? '';
  return apart.length > 1 && /\p{Script=Latin}/u.test(base) ? (STRUCK_LETTERS.get(base) ?? base) : character;
}

const [YES, NO] = [1, 2];
const wordUnits = new Uint8Array(0x10000);
const marks = new Uint8Array(0x10000);
const [withMarks, withoutMarks, withCase] = [
  new Map<number, string>(),
  new Map<number, string>(),
  new Map<number, string>(),
];

const SPACES = new Set([
  0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a,
  0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
]);

/** Default ignorables, and fillers that are drawn as nothing. */
const UNSEEN =
  '[\\p{Default_Ignorable_Code_Point}\\u{2800}\\u{FFF9}-\\u{FFFB}\\u{1D173}-\\u{1D17A}\\u{1BCA0}-\\u{1BCA3}]';
const INVISIBLE_ONE = new RegExp(UNSEEN, 'u');
/** All of them in a text. */
export const INVISIBLE = new RegExp(UNSEEN, 'gu');

const SMALL_ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ENCLOSED_EAST_ASIAN: readonly (readonly [number, number])[] = [
  [0x3200, 0x321e],
  [0x3220, 0x3247],
  [0x3260, 0x327e],
  [0x3280, 0x32b0],
  [0x32d0, 0x32fe],
  [0x1f210, 0x1f23b],
];
/** Kinds of one sign: which of them stands there is up to a keyboard. */
const PUNCTUATION = new Map([
  ...[0x2018, 0x2019, 0x201b, 0x2032, 0x2bc].map((codePoint) => [codePoint, "'"] as const),
  ...[0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xfe58, 0xfe63, 0xff0d].map(
    (codePoint) => [codePoint, '-'] as const,
  ),
]);
const ENCLOSED: readonly (readonly [number, number, string])[] = [
  [0x249c, 0x24b5, SMALL_ALPHABET],
  [0x24b6, 0x24cf, CAPITALS],
  [0x24d0, 0x24e9, SMALL_ALPHABET],
  [0x1f110, 0x1f129, CAPITALS],
  [0x1f130, 0x1f149, CAPITALS],
  [0x1f150, 0x1f169, CAPITALS],
  [0x1f170, 0x1f189, CAPITALS],
  [0x1f1e6, 0x1f1ff, CAPITALS],
];
