/**
 * The links of a text. Certain ones are what Discord itself makes a link: `https://…`, `<https://…>`, and the targets
 * of masked links, spoilered or not. Bare ones are names of hosts that a reader can copy: example.com, www.example.com/x.
 */
import { BREAK, type FoldedText, rawSpan } from '../folding/folded-text.ts';
import { CODE } from '../markup/bits.ts';
import { type Reading, VIEW } from '../reading.ts';
import { hasTopLevel, isLikelyHost } from './bare.ts';
import { hostName, numericHost } from './host.ts';

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
  /** Whether it is a link to a reader: of bare names some are files, or the ends of sentences. */
  likely: boolean;
  inCode: boolean;
  /** Stands within the address of another link. */
  nested: boolean;
}

/** What is written as an address, with its scheme. */
export function addressedLinks(reading: Reading): Link[] {
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
const SCHEME = /(?:https?|steam):[\\/]+/gi;

function addressAt(reading: Reading, start: number, from: number): Omit<Link, 'nested'> | undefined {
  const { raw } = reading;
  AUTHORITY.lastIndex = from;
  const authority = AUTHORITY.exec(raw)?.[0] ?? '';
  const at = authority.lastIndexOf('@');
  const behind = authority.slice(at + 1);
  const numbers = IN_BRACKETS.exec(behind)?.[0];
  const written = numbers ?? beforeSigns((HOST.exec(behind)?.[0] ?? '').replace(/[_-]+$/, ''));
  const host = numbers?.toLowerCase() ?? hostOf(written);
  if (host === undefined) return undefined;
  const hostEnd = from + at + 1 + written.length;
  REST.lastIndex = hostEnd;
  const masked = maskedAt(reading, start);
  const rest = limited(REST.exec(raw)?.[0] ?? '', masked && masked.end - hostEnd);
  const inCode = reading.has(CODE, start);
  return {
    host,
    path: rest.replace(/^:\d+/, ''),
    user: at > 0 ? authority.slice(0, at) : '',
    start,
    end: hostEnd + rest.length,
    certain: !inCode && (masked?.start === start || raw.slice(start, from).endsWith('://')),
    likely: true,
    inCode,
  };
}

function hostOf(written: string): string | undefined {
  // "http://8080": a number of less than eight digits is an address that leads nowhere (0.x.x.x).
  if (/^\d{1,7}$/.test(written)) return undefined;
  return hostName(written) ?? numericHost(written);
}

/** "i❤.ws" has a sign in its name; of "example.com🎉" and "example.com™" the sign is what follows the link. */
function beforeSigns(written: string): string {
  const signs = [...written.matchAll(SIGNS)].map(({ index }) => index).reverse();
  if (signs.length === 0) return written;
  // Each costs a look at the whole name.
  const ends = [written.length, ...signs.slice(0, MOST_SIGNS), ...signs.slice(-1)];
  const names = ends.map((end) => written.slice(0, end));
  const hosts = names.filter((name) => hostOf(name) !== undefined);
  return hosts.find((name) => hasTopLevel(hostOf(name) ?? '')) ?? hosts.at(-1) ?? written;
}

/** A browser makes letters of some: "evil.℡" is evil.tel. */
const SIGNS = /\p{So}[\p{So}\p{M}\p{Cf}]*/gu;
const MOST_SIGNS = 8;

const AUTHORITY = /[^\s<>/\\?#]*/y;
/** Letters of any script, emoji, and what browsers drop or read as a dot. */
const HOST = /^[\p{L}\p{N}\p{M}\p{So}\p{Cf}._%\u3002\uff0e\uff61-]+/u;
/** An address of the newer internet protocol. */
const IN_BRACKETS = /^\[[0-9a-f:.]{2,45}\]/i;
const REST = /(?::\d+)?(?:[/\\?#][^\s<>]*)?/y;

function maskedAt({ markup }: Reading, at: number): { start: number; end: number } | undefined {
  return markup?.maskedLinks.find((link) => link.start <= at && at < link.end);
}

/** A masked link ends where its bracket closes; of another the marks behind it are no part. */
function limited(rest: string, most: number | undefined): string {
  return most === undefined ? rest.replace(TRAILING, '') : rest.slice(0, Math.max(0, most));
}

const TRAILING = /[.,:;"'\])|*~_`!]+$/;

/** Names of hosts without a scheme. */
export function bareLinks(reading: Reading): Link[] {
  // The name of a file has a dot.
  if (reading.part.origin === 'file' || !DOTTED.test(reading.raw)) return [];
  const known = reading.learn(addressedLinks);
  const found = reading.both(VIEW.keepMarks).flatMap((folded) => bareIn(reading, folded, known));
  return [...new Map(found.map((link) => [`${link.start} ${link.host}`, link])).values()];
}

/** A dot within something. */
const DOTTED = /[^\s.][.\uff0e\u2024\ufe52][^\s.\d]/;

function bareIn(reading: Reading, folded: FoldedText, known: readonly Link[]): Link[] {
  const links: Link[] = [];
  let next = 0;
  for (const match of matchesIn(folded.text)) {
    const [whole, written = '', rest = ''] = match;
    const at = match.index ?? 0;
    const [start, end] = rawSpan(folded, at, at + whole.length);
    while ((known[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    if ((known[next]?.start ?? Number.POSITIVE_INFINITY) < end) continue;
    const host = hostName(written);
    if (host === undefined) continue;
    const path = rest.replace(/^:\d+/, '').replace(TRAILING, '');
    links.push({
      host,
      path,
      user: '',
      start,
      end,
      certain: false,
      likely:
        folded.text[at + whole.length] !== '(' && isLikelyHost(written, reading.raw.slice(start, end), path),
      inCode: reading.has(CODE, start),
      nested: false,
    });
  }
  return links;
}

/** Also of hosts in Latin letters amid a script that writes no spaces, or beside a particle: 看example.com吧. */
function matchesIn(text: string): RegExpMatchArray[] {
  const all = [...text.matchAll(BARE)];
  if (text.search(UNSPACED) === -1) return all;
  const apart = text.replace(UNSPACED, (one) => BREAK.repeat(one.length));
  return [...all, ...apart.matchAll(BARE)].sort((one, other) => (one.index ?? 0) - (other.index ?? 0));
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}。、，！？（）「」]/gu;

/** A mail address is no link. */
const BARE =
  /(?<![\p{L}\p{N}\p{M}_@.-])((?:[\p{L}\p{N}][\p{L}\p{N}\p{M}_-]*\.)+[\p{L}\p{M}][\p{L}\p{M}\p{N}-]{1,62})\.?(?![\p{L}\p{N}\p{M}_@-])((?::\d+)?(?:[/\\?#][^\s<>]*)?)/gu;
