/**
 * The links of a text. Certain ones are what Discord itself makes a link: `https://…`, `<https://…>`, and the targets
 * of masked links, spoilered or not. Bare ones are names of hosts that a reader can copy: example.com, www.example.com/x.
 */
import { type FoldedText, rawSpan } from '../folding/folded-text.ts';
import { CODE } from '../markup/bits.ts';
import type { Reading } from '../reading.ts';
import { isLikelyHost } from './bare.ts';
import { hostName } from './host.ts';

export interface Link {
  /** In small ASCII letters. */
  host: string;
  /** From the first slash on, as written; empty where there is none. */
  path: string;
  /** What stands before an @ in the address, to look like a host. */
  user: string;
  /** In the raw text. */
  start: number;
  end: number;
  /** Whether Discord makes a link of it. */
  certain: boolean;
  inCode: boolean;
  /** Stands within the address of another link. */
  nested: boolean;
}

export function certainLinks(reading: Reading): Link[] {
  const { raw } = reading;
  if (!raw.includes(':')) return [];
  const links: Link[] = [];
  let outer = 0;
  for (const { index, 0: scheme } of raw.matchAll(SCHEME)) {
    const link = addressAt(reading, index, index + scheme.length);
    if (!link) continue;
    links.push({ ...link, nested: index < outer });
    outer = Math.max(outer, link.end);
  }
  return links;
}

/** One slash or backslashes do in brackets and in masked links, where Discord asks less. */
const SCHEME = /(?<![\p{L}\p{N}])(?:https?|steam):[\\/]+/giu;

function addressAt(reading: Reading, start: number, from: number): Omit<Link, 'nested'> | undefined {
  const { raw } = reading;
  AUTHORITY.lastIndex = from;
  const authority = AUTHORITY.exec(raw)?.[0] ?? '';
  const at = authority.lastIndexOf('@');
  const written = HOST.exec(authority.slice(at + 1))?.[0] ?? '';
  const host = hostName(written);
  if (host === undefined) return undefined;
  const hostEnd = from + at + 1 + written.length;
  REST.lastIndex = hostEnd;
  const rest = limited(reading, start, hostEnd, REST.exec(raw)?.[0] ?? '');
  return {
    host,
    path: rest.replace(/^:\d+/, ''),
    user: at > 0 ? authority.slice(0, at) : '',
    start,
    end: hostEnd + rest.length,
    certain:
      !reading.has(CODE, start) && (isMasked(reading, start) || raw.slice(start, from).endsWith('://')),
    inCode: reading.has(CODE, start),
  };
}

const AUTHORITY = /[^\s<>/\\?#]*/y;
/** Letters of any script, and what browsers drop or read as a dot. */
const HOST = /^[\p{L}\p{N}\p{M}\p{Cf}\p{Sk}._%\u3002\uff0e\uff61-]+/u;
const REST = /(?::\d+)?(?:[/\\?#][^\s<>]*)?/y;

/** A masked link ends where its bracket closes; of another the marks behind it are no part. */
function limited(reading: Reading, start: number, hostEnd: number, rest: string): string {
  const masked = reading.markup?.maskedLinks.find((link) => link.start <= start && start < link.end);
  if (masked) return rest.slice(0, Math.max(0, masked.end - hostEnd));
  return rest.replace(/[.,:;"'\])|*~_`!]+$/, '');
}

function isMasked({ markup }: Reading, start: number): boolean {
  return markup?.maskedLinks.some((link) => link.start === start) ?? false;
}

/** `listed`: a host that the rule names needs no likelihood. */
export function bareLinks(
  reading: Reading,
  known: readonly Link[],
  listed: (host: string) => boolean,
): Link[] {
  if (!reading.raw.includes('.') && !WIDE_DOT.test(reading.raw)) return [];
  const views = reading.both({ keepMarks: true });
  const found = views.flatMap((folded) => bareIn(reading, folded, known, listed));
  return found.filter((link, index) => found.findIndex(({ start }) => start === link.start) === index);
}

const WIDE_DOT = /[\uff0e\u2024\ufe52]/;

function bareIn(
  reading: Reading,
  folded: FoldedText,
  known: readonly Link[],
  listed: (host: string) => boolean,
): Link[] {
  const links: Link[] = [];
  for (const match of folded.text.matchAll(BARE)) {
    const [whole, written = '', rest = ''] = match;
    const [start, end] = rawSpan(folded, match.index, match.index + whole.length);
    if (known.some((link) => start < link.end && link.start < end)) continue;
    const host = hostName(written);
    if (host === undefined) continue;
    const path = rest.replace(/^:\d+/, '').replace(/[.,:;"'\])|*~_`!]+$/, '');
    if (!listed(host) && !isLikelyHost(written, reading.raw.slice(start, end), path)) continue;
    const inCode = reading.has(CODE, start);
    links.push({ host, path, user: '', start, end, certain: false, inCode, nested: false });
  }
  return links;
}

/** A mail address is no link. */
const BARE =
  /(?<![\p{L}\p{N}\p{M}_@.-])((?:[\p{L}\p{N}][\p{L}\p{N}\p{M}_-]*\.)+[\p{L}\p{M}][\p{L}\p{M}\p{N}-]{1,62})\.?(?![\p{L}\p{N}\p{M}_@-])((?::\d+)?(?:[/\\?#][^\s<>]*)?)/gu;
