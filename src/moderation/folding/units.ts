/**
 * What single units fold to, kept once found, by the way of folding: 0 not looked at yet, 1 needs a longer look, else the
 * unit itself.
 */
import { isMark, isSpace } from './characters.ts';
import { TATWEEL } from './marks.ts';

export const UNKNOWN = 0;
export const SLOW = 1;
const [simpleWithoutMarks, simpleWithMarks, simpleAsWritten] = [
  new Uint16Array(0x10000),
  new Uint16Array(0x10000),
  new Uint16Array(0x10000),
];

export function simpleFor(asWritten: boolean, keepMarks: boolean): Uint16Array {
  if (asWritten) return simpleAsWritten;
  return keepMarks ? simpleWithMarks : simpleWithoutMarks;
}

/** What folds to one unit that neither combines nor is white space needs no second look. */
export function isSimple(folded: string): boolean {
  const unit = folded.charCodeAt(0);
  if (folded.length !== 1 || unit <= SLOW || isSurrogate(unit)) return false;
  return !isMark(unit) && !isJamo(unit) && unit !== TATWEEL && !isSpace(unit);
}

/** Half of a character: alone it stands for nothing, and with the other half for any. */
function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

export function isJamo(unit: number): boolean {
  return unit >= 0x1161 && unit <= 0x11ff;
}

/** A letter of which two spell a flag. */
export function isRegional(codePoint: number): boolean {
  return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
}

export function textOf(units: Uint16Array, length: number): string {
  let text = '';
  for (let at = 0; at < length; at += CHUNK) {
    text += String.fromCharCode.apply(null, units.subarray(at, Math.min(length, at + CHUNK)) as never);
  }
  return text;
}

const CHUNK = 8192;
