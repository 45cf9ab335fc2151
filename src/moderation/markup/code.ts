/** Fenced and inline code. What stands in it is shown as it is. */
import { CODE, ESCAPED, MARK } from './bits.ts';

/** In linear time: a run of backticks is closed by the next one of the same length, found from the end backwards. */
export function markCode(raw: string, bits: Uint8Array): void {
  if (!raw.includes('`')) return;
  const runs = backtickRuns(raw, bits);
  const next = nextAlike(runs);
  for (let index = 0; index < runs.length; ) {
    const open = runs[index];
    const closing = next[index] ?? -1;
    const close = runs[closing];
    if (!open || !close) {
      index += 1;
      continue;
    }
    bits.fill(MARK | CODE, open.at, open.at + open.length);
    bits.fill(CODE, open.at + open.length, close.at);
    bits.fill(MARK | CODE, close.at, close.at + close.length);
    if (open.length >= FENCE) hideLanguage(raw, bits, open.at + open.length, close.at);
    index = closing + 1;
  }
}

const FENCE = 3;

interface Run {
  at: number;
  length: number;
}

function backtickRuns(raw: string, bits: Uint8Array): Run[] {
  const runs: Run[] = [];
  for (let at = raw.indexOf('`'); at !== -1; at = raw.indexOf('`', at)) {
    let end = at;
    while (raw[end] === '`') end += 1;
    const start = bits[at] === ESCAPED ? at + 1 : at;
    if (end > start) runs.push({ at: start, length: Math.min(end - start, FENCE) });
    at = end;
  }
  return runs;
}

function nextAlike(runs: Run[]): number[] {
  const last = new Map<number, number>();
  const next = new Array<number>(runs.length).fill(-1);
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const length = runs[index]?.length ?? 0;
    next[index] = last.get(length) ?? -1;
    last.set(length, index);
  }
  return next;
}

/** ```js and a line break name the language. */
function hideLanguage(raw: string, bits: Uint8Array, from: number, to: number): void {
  LANGUAGE.lastIndex = from;
  const named = LANGUAGE.exec(raw);
  if (named && LANGUAGE.lastIndex < to) bits.fill(MARK | CODE, from, LANGUAGE.lastIndex - 1);
}

const LANGUAGE = /[a-z0-9_+\-.#]{1,30}\n/iy;
