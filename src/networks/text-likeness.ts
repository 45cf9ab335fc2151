/**
 * Whether a text that a network shows is the one that was given to it. Networks rewrite: blanks are collapsed, lines
 * trimmed, quotes and dashes set otherwise, signs escaped, links shortened, an end cut off. What is surely only that is the
 * same; what may be that, or another text, is near, and left to a person.
 */
import { linksIn, withoutLinks } from '../posts/links.ts';

export type Likeness = 'same' | 'near' | 'other';

/** `shorteners`: hosts at which the network itself puts links of its own in the place of others. */
export function textLikeness(
  given: string,
  shown: string,
  { shorteners = [] }: { shorteners?: readonly string[] } = {},
): Likeness {
  const [one, other] = [decoded(given), decoded(shown)];
  if (plain(one) === plain(other)) return 'same';
  const links = pairsOfLinks(one, other);
  const isShortened = links?.every(
    ([before, now]) => sameLink(before, now) || shorteners.includes(hostOf(now)),
  );
  const words = plain(withoutLinks(one, () => LINK));
  if (isShortened && words === plain(withoutLinks(other, () => LINK)) && HAS_WORDS.test(words)) return 'same';
  if (links?.some(([before, now]) => hostOf(before) === hostOf(now) && linkLikeness(before, now) === 'other'))
    return 'other';
  return saysNearly(one, other) ? 'near' : 'other';
}

/** Of what is compared in several respects: the least. */
export function least(...all: Likeness[]): Likeness {
  if (all.includes('other')) return 'other';
  return all.includes('near') ? 'near' : 'same';
}

/** Whether both lead to the same place: without what only counts visitors, and however it is written. */
export function sameLink(one: string, other: string): boolean {
  return linkForm(one) === linkForm(other);
}

/** Whether a network shows the link that it was given, to which it may have added parameters of its own, and nothing else. */
export function keepsLink(given: string, shown: string): boolean {
  if (sameLink(given, shown)) return true;
  if (linkLikeness(given, shown) !== 'near') return false;
  const [before, now] = [new URL(given), new URL(shown)];
  return (
    before.hash === now.hash && [...before.searchParams.keys()].every((name) => now.searchParams.has(name))
  );
}

/** Near: one has parameters that the other has not, such as networks add. */
export function linkLikeness(one: string, other: string): Likeness {
  if (sameLink(one, other)) return 'same';
  if (!URL.canParse(one) || !URL.canParse(other)) return 'other';
  const [before, now] = [new URL(one), new URL(other)];
  const placeOf = ({ host, pathname }: URL) => host + pathname.replace(/\/+$/, '');
  const differs = [...before.searchParams].some(
    ([name, value]) => now.searchParams.has(name) && !now.searchParams.getAll(name).includes(value),
  );
  return placeOf(before) !== placeOf(now) || differs ? 'other' : 'near';
}

/** The same of texts that differ only in what networks do to every text. */
export function plainForm(text: string): string {
  return plain(decoded(text));
}

/** Of what is decoded. */
function plain(text: string): string {
  return withoutLinks(text, linkForm)
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(SMILEYS, (signs) => SMILEY_OF.get(signs.toLowerCase().replace('-', '')) ?? signs)
    .replace(/[😃😄]/gu, '😀')
    .replaceAll('😞', '🙁')
    .replace(DOUBLE_QUOTES, '"')
    .replace(SINGLE_QUOTES, "'")
    .replace(DASHES, '-')
    .replaceAll('…', '...')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Escaped signs as they are read, also when several programs escaped them one after another. */
function decoded(text: string): string {
  let read = text;
  for (let times = 0; times < MOST_ESCAPES; times += 1) read = decodedOnce(read);
  return read;
}

function decodedOnce(text: string): string {
  return text
    .replace(/&#(x[\da-f]{1,6}|\d{1,7});/gi, (whole, digits: string) => {
      const point = Number(digits.replace(/^x/i, '0x'));
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    })
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/gi, (_, name: string) => NAMED[name.toLowerCase()] ?? '');
}

function linkForm(link: string): string {
  if (!URL.canParse(link)) return link;
  const { host, pathname, searchParams, hash } = new URL(link);
  for (const name of [...searchParams.keys()]) if (COUNTING.test(name)) searchParams.delete(name);
  const query = searchParams.size === 0 ? '' : `?${searchParams}`;
  return `//${host}${pathname.replace(/\/+$/, '')}${query}${hash}`;
}

/** Undefined: one has more than the other. */
function pairsOfLinks(one: string, other: string): [string, string][] | undefined {
  const [before, now] = [linksIn(one), linksIn(other)];
  return before.length === now.length ? before.map((link, index) => [link, now[index] ?? '']) : undefined;
}

function saysNearly(given: string, shown: string): boolean {
  const [one, other] = [given, shown].map((text) => plain(withoutLinks(text, () => ' '))) as [string, string];
  if (essence(one) === essence(other)) return essence(one) !== '' || linksIn(given).length > 0;
  return (
    isCut(plain(given), plain(shown)) || isCut(plain(shown), plain(given)) || sharesMostWords(one, other)
  );
}

/** Letters, digits and pictures. */
function essence(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]/gu, '');
}

/** Its end is missing, and it does not just end amid a word or a number, as another text would. */
function isCut(whole: string, part: string): boolean {
  const start = part.replace(/\s*\.{3}$/, '');
  if (start.length < LEAST_CUT || !whole.startsWith(start)) return false;
  const next = whole.slice(start.length, start.length + 2);
  return start !== part || !/^[\p{L}\p{N}]/u.test(next);
}

/** Nine words of ten, and every number. */
function sharesMostWords(one: string, other: string): boolean {
  const [words, others] = [wordsIn(one), wordsIn(other)];
  if (numbersIn(one) !== numbersIn(other)) return false;
  const left = new Map<string, number>();
  for (const word of others) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of words) {
    const count = left.get(word) ?? 0;
    if (count > 0) shared += 1;
    left.set(word, count - 1);
  }
  const longer = Math.max(words.length, others.length);
  return longer >= LEAST_WORDS && shared >= longer * 0.9;
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

function numbersIn(text: string): string {
  return (text.match(/\p{N}+/gu) ?? []).join();
}

function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).host : '';
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
/** Joiners, direction marks, and how an emoji is drawn. */
const UNSEEN = /\p{Cf}|\p{Variation_Selector}/gu;
/** Signs that networks draw as emoji. */
const SMILEYS = /(?<=^|\s)(?:[:;]-?[()dpo/|]|:'\(|<3)(?=$|[\s.,!?])/gi;
const SMILEY_OF = new Map<string, string>([
  ...([
    [':)', '🙂'],
    [':(', '🙁'],
    [';)', '😉'],
    [':d', '😀'],
    [':p', '😛'],
  ] as const),
  ...([
    [':o', '😮'],
    [':/', '😕'],
    [':|', '😐'],
    [":'(", '😢'],
    ['<3', '❤'],
  ] as const),
]);
const DOUBLE_QUOTES = /[“”„‟«»″]/g;
const SINGLE_QUOTES = /[‘’‚‛′]/g;
const DASHES = /-{2,3}|[‐‑‒–—―−]/g;
/** Parameters that say where a reader came from. */
const COUNTING =
  /^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|ttclid|igshid|igsh|yclid|mc_[ce]id|li_fat_id)$/i;
/** No keyboard types it. */
const LINK = '\ue000';
const HAS_WORDS = /[\p{L}\p{N}]/u;
const MOST_ESCAPES = 5;
/** Characters. */
const LEAST_CUT = 24;
const LEAST_WORDS = 8;
