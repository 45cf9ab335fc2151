/** A text for what is only compared with its like: the same again and again. */
import type { FoldedText } from './folded-text.ts';
import { latinFor } from './look-alikes.ts';
import { LATIN, scriptOf } from './scripts.ts';

/**
 * Makes a word the same with intruders of another script and without, and leaves words of one script different that differ:
 * what passes for a Latin letter by sound or in part is read so only within a token that mixes scripts.
 */
export function alike({ text, mixed }: FoldedText): string {
  let plain = '';
  for (let at = 0; at < text.length; ) {
    const end = mixed?.[at] ? endOfToken(text, mixed, at) : at + 1;
    const letterFor = mixed?.[at] ? readerOf(text, at, end) : twinFor;
    for (; at < end; at += 1) plain += String.fromCharCode(letterFor(text.charCodeAt(at)));
  }
  return plain;
}

/** Among Latin letters all others are intruders; else the Latin ones are, and a letter without a twin is what it is. */
function readerOf(text: string, start: number, end: number): (unit: number) => number {
  let latin = 0;
  for (let at = start; at < end; at += 1) if ((scriptOf(text.charCodeAt(at)) & LATIN) !== 0) latin += 1;
  if (latin * 2 > end - start) return latinFor;
  return (unit) => (isCyrillicOrGreek(unit) ? twinFor(unit) : latinFor(unit));
}

function endOfToken(text: string, mixed: Uint8Array, start: number): number {
  let end = start;
  while (end < text.length && mixed[end]) end += 1;
  return end;
}

function isCyrillicOrGreek(unit: number): boolean {
  return unit >= 0x370 && unit < 0x530;
}

function twinFor(unit: number): number {
  return twins.get(unit) ?? unit;
}

/** Small letters that no eye tells from a Latin one, or whose capitals none does; of each script at most one for a letter. */
const TWINS = [
  'аa вb сc ԁd еe нh іi јj кk мm оo рp ԛq ѕs тt ԝw хx уy',
  'αa βb εe ηn ιi κk μm νv οo ρp τt χx υy ζz',
];
const twins = new Map(
  TWINS.flatMap((list) => list.split(' ')).map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)]),
);
