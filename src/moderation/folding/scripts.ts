/**
 * The script of a letter as a bit, to see whether a token mixes scripts as only a disguise does. What writing
 * systems mix by themselves is no mix: kanji with kana, hangul with hanja, and any of these with Latin (Tシャツ), as
 * in UTS 39's "highly restrictive" level; but where all that stands beside Latin passes for it (匚asin口), it is one.
 */
import { lookAlikes } from './look-alikes.ts';

export const LATIN = 1;
const EAST_ASIAN = 2;
/** Such a letter that passes for a Latin one. */
const EAST_ASIAN_ALIKE = 4;
const OTHER = 8;

/** 0 for what belongs to no script of its own: digits, signs, marks that go with any. */
export function scriptOf(unit: number): number {
  if (unit < 0x80) return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) ? LATIN : 0;
  const known = table[unit];
  if (known !== undefined && known !== UNKNOWN) return known;
  const script = find(String.fromCharCode(unit));
  table[unit] = script;
  return script;
}

/** Latin, Greek, Cyrillic, Armenian: no mark of a script of its own goes with these letters. */
export function isAlphabetic(unit: number): boolean {
  return (scriptOf(unit) & LATIN) !== 0 || (unit >= 0x370 && unit <= 0x58f && scriptOf(unit) !== 0);
}

export function isMixed(scripts: number): boolean {
  const rest = scripts & ~(EAST_ASIAN | EAST_ASIAN_ALIKE);
  if (rest === 0) return false;
  if (scripts & EAST_ASIAN) return rest !== LATIN;
  return (scripts & EAST_ASIAN_ALIKE) !== 0 || (rest & (rest - 1)) !== 0;
}

function find(character: string): number {
  // Digits of other scripts are of no script where all share them.
  if (!/[\p{L}\p{Nd}]/u.test(character)) return 0;
  const index = SCRIPTS.findIndex((script) => script.test(character));
  if (index === EAST_ASIAN_INDEX)
    return lookAlikes(character.charCodeAt(0)).length > 0 ? EAST_ASIAN_ALIKE : EAST_ASIAN;
  return index <= 0 ? index + 1 : OTHER << (index - 2);
}

const UNKNOWN = -1;
const table = new Int32Array(0x10000).fill(UNKNOWN);

const EAST_ASIAN_INDEX = 1;
/** Whose letters are in the table of look-alikes, or in long use beside Latin. Surrogates are of no script here. */
const SCRIPTS = [
  /\p{Script=Latin}/u,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}ー々〆〇]/u,
  ...[
    'Cyrillic',
    'Greek',
    'Armenian',
    'Hebrew',
    'Arabic',
    'Cherokee',
    'Coptic',
    'Canadian_Aboriginal',
    'Lisu',
    'Georgian',
    'Thai',
    'Lao',
    'Devanagari',
    'Bengali',
    'Tamil',
    'Malayalam',
    'Ethiopic',
    'Myanmar',
    'Khmer',
    'Runic',
    'Yi',
    'Tifinagh',
    'Vai',
    'Bamum',
  ].map((name) => new RegExp(`\\p{Script=${name}}`, 'u')),
  // Of these a letter or a zero at most passes for a Latin one: together they are one.
  new RegExp(
    `[${['Telugu', 'Kannada', 'Gujarati', 'Gurmukhi', 'Oriya', 'Sinhala', 'Nko'].map((name) => `\\p{Script=${name}}`).join('')}]`,
    'u',
  ),
];
