/** A text with a sign at each edge of a word, letters of any script counted, and the way back. */
import { isWordUnit } from '../folding/characters.ts';
import { EDGE } from './lettered-pattern.ts';

export interface EdgedText {
  text: string;
  /** From a span in it to the span in the text without signs. */
  span(start: number, end: number): [number, number];
}

export function withEdges(plain: string): EdgedText {
  let text = '';
  let from = 0;
  for (let at = 0; at <= plain.length; at += 1) {
    if (isWord(plain, at - 1) === isWord(plain, at)) continue;
    text += plain.slice(from, at) + EDGE;
    from = at;
  }
  text += plain.slice(from);
  return { text, span: (start, end) => [plainly(text, start), plainly(text, end)] };
}

function isWord(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 0x5f || (unit >= 0 && !(unit >= 0xd800 && unit <= 0xdfff) && isWordUnit(unit));
}

function plainly(text: string, at: number): number {
  let signs = 0;
  for (let found = text.indexOf(EDGE); found !== -1 && found < at; found = text.indexOf(EDGE, found + 1))
    signs += 1;
  return at - signs;
}
