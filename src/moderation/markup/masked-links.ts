/** [words](https://…): the words are shown, the target is not. */
import { CODE, ESCAPED, MARK, OBJECT } from './bits.ts';

export interface MaskedLink {
  /** Of the address in the raw text. */
  start: number;
  end: number;
}

export function markMaskedLinks(raw: string, bits: Uint8Array): MaskedLink[] {
  const links: MaskedLink[] = [];
  const open: number[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    const unit = raw.charCodeAt(at);
    if (unit !== OPENING && unit !== CLOSING) continue;
    if (((bits[at] ?? 0) & (CODE | ESCAPED | OBJECT)) !== 0) continue;
    if (unit === OPENING) {
      open.push(at);
      continue;
    }
    const label = open.pop();
    const target = label === undefined || label + 1 === at ? undefined : targetAt(raw, at);
    if (label === undefined || !target) continue;
    bits[label] = (bits[label] ?? 0) | MARK;
    for (let one = at; one < target.until; one += 1) bits[one] = (bits[one] ?? 0) | MARK;
    links.push({ start: target.start, end: target.end });
    at = target.until - 1;
  }
  return links;
}

const OPENING = '['.charCodeAt(0);
const CLOSING = ']'.charCodeAt(0);

function targetAt(raw: string, at: number): (MaskedLink & { until: number }) | undefined {
  TARGET.lastIndex = at;
  const found = TARGET.exec(raw);
  const address = found?.groups?.address;
  if (!found || address === undefined) return undefined;
  const start = at + found[0].indexOf(address);
  return { start, end: start + address.length, until: TARGET.lastIndex };
}

/** With an optional title, and at most one level of brackets in the address. */
const TARGET =
  /\]\(\s{0,9}<?(?<address>[a-z][a-z0-9+.-]{0,20}:[/\\]+(?:[^\s()<>]|\([^\s()<>]*\))+)>?(?:\s{1,9}(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'))?\s{0,9}\)/iy;
