/** Emphasis, underline, strike-through and spoilers: marks that count only in pairs around something. */
import { CODE, ESCAPED, MARK, OBJECT } from './bits.ts';

/** One pass: each kind of mark has at most one that is open. */
export function markPairs(raw: string, bits: Uint8Array): void {
  const open = new Map<string, number>();
  for (let at = 0; at < raw.length; ) {
    const character = raw[at] ?? '';
    if (!MARKS.has(character) || ((bits[at] ?? 0) & (CODE | ESCAPED | OBJECT | MARK)) !== 0) {
      at += 1;
      continue;
    }
    let end = at;
    while (raw[end] === character && ((bits[end] ?? 0) & (CODE | ESCAPED | MARK)) === 0) end += 1;
    for (const mark of split(character, end - at, open)) {
      pair(raw, bits, open, mark, at);
      at += mark.length;
    }
    at = end;
  }
}

const MARKS = new Set(['*', '_', '~', '|']);

/** A run of marks as the marks that it may be: *** is two and one, and closes in the other order. */
function split(character: string, length: number, open: Map<string, number>): string[] {
  const [one, two] = [character, character.repeat(2)];
  const twos = Array.from({ length: Math.floor(length / 2) }, () => two);
  if (length % 2 === 0 || character === '~' || character === '|') return twos;
  return (open.get(one) ?? -1) > (open.get(two) ?? -1) ? [one, ...twos] : [...twos, one];
}

function pair(raw: string, bits: Uint8Array, open: Map<string, number>, mark: string, at: number): void {
  const opened = open.get(mark);
  const end = at + mark.length;
  if (opened !== undefined && at > opened + mark.length && mayClose(raw, mark, at, end)) {
    hide(bits, opened, opened + mark.length);
    hide(bits, at, end);
    open.delete(mark);
    return;
  }
  if (mayOpen(raw, mark, end)) open.set(mark, at);
}

/** "5 * 3" opens nothing. */
function mayOpen(raw: string, mark: string, end: number): boolean {
  return end < raw.length && (mark !== '*' || !/\s/.test(raw[end] ?? ' '));
}

function mayClose(raw: string, mark: string, at: number, end: number): boolean {
  if (mark === '*') return !/\s/.test(raw[at - 1] ?? ' ');
  // snake_case_names are no emphasis.
  return mark !== '_' || !/\w/.test(raw[end] ?? ' ');
}

function hide(bits: Uint8Array, from: number, to: number): void {
  for (let at = from; at < to; at += 1) bits[at] = (bits[at] ?? 0) | MARK;
}
