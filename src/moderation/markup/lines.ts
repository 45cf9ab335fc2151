/** Marks at the start of a line: quotes, headings, subtext. */
import { CODE, ESCAPED, MARK, QUOTED } from './bits.ts';

export function markLines(raw: string, bits: Uint8Array): void {
  LINE.lastIndex = 0;
  for (let found = LINE.exec(raw); found; found = LINE.exec(raw)) {
    const at = found.index;
    const mark = found[0];
    const end = at + mark.length;
    if (((bits[at] ?? 0) & (CODE | ESCAPED | MARK)) !== 0) continue;
    hide(bits, at, end);
    if (mark.startsWith('>>>')) {
      quote(bits, end, raw.length);
      return;
    }
    if (mark.startsWith('>')) {
      const line = raw.indexOf('\n', end);
      quote(bits, end, line === -1 ? raw.length : line);
    }
  }
}

const LINE = /^(?:>>> |> |#{1,3} |-# )/gm;

function hide(bits: Uint8Array, from: number, to: number): void {
  for (let at = from; at < to; at += 1) bits[at] = (bits[at] ?? 0) | MARK;
}

function quote(bits: Uint8Array, from: number, to: number): void {
  for (let at = from; at < to; at += 1) bits[at] = (bits[at] ?? 0) | QUOTED;
}
