/**
 * A text as X reads it: what each sign weighs, and which parts are links. Written from X's published configuration
 * (version 3), by itself; of names without `https://` only a few endings are known here.
 */

export interface Link {
  /** UTF-16 code units. */
  start: number;
  end: number;
  /** With its scheme. */
  address: string;
}

/** Of 280. */
export function weightOf(given: string): number {
  const text = given.normalize('NFC');
  const links = linksIn(text);
  let weight = links.length * LINK * 100;
  let from = 0;
  for (const { start, end } of [...links, { start: text.length, end: text.length }]) {
    weight += plainWeight(text.slice(from, start));
    from = end;
  }
  return Math.floor(weight / 100);
}

export function linksIn(text: string): Link[] {
  return [...text.matchAll(ADDRESS)].flatMap(({ 0: found, index }) => {
    const address = found.replace(/[.,:;!?'")\]]+$/, '');
    const host = /^(?:https?:\/\/)?([^/?#:]+)/i.exec(address)?.[1] ?? '';
    if (!ENDINGS.has(host.split('.').at(-1)?.toLowerCase() ?? '')) return [];
    const whole = /^https?:/i.test(address) ? address : `http://${address}`;
    return [{ start: index, end: index + address.length, address: whole }];
  });
}

/** `$ACME`: at most six letters. */
export function cashtagsIn(text: string): string[] {
  return [...text.matchAll(/(?<=^|\s)\$[a-z]{1,6}(?:[._][a-z]{1,2})?(?=$|\s|[.,:;!?])/gi)].map(
    ([tag]) => tag,
  );
}

function plainWeight(text: string): number {
  let weight = 0;
  for (const { segment } of segmenter.segment(text))
    weight += EMOJI.test(segment) ? HEAVY : [...segment].reduce((sum, sign) => sum + weightOfSign(sign), 0);
  return weight;
}

function weightOfSign(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  return LIGHT.some(([first, last]) => code >= first && code <= last) ? 100 : HEAVY;
}

const LINK = 23;
const HEAVY = 200;
const LIGHT = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
] as const;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const EMOJI =
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}\u{FE0F}|\p{Regional_Indicator}{2}|[\d#*]\u{FE0F}?\u{20E3}/u;
const ADDRESS =
  /(?<![\p{L}\p{N}@#$_./-])(?:https?:\/\/)?(?:[\p{L}\p{N}-]+\.)+[a-z]{2,}(?![\p{L}\p{N}@])(?:[/?#][^\s<>"]*)?/giu;
const ENDINGS = new Set(['com', 'org', 'net', 'io', 'dev', 'eu', 'dk', 'de', 'fr', 'uk', 'se', 'no', 'info']);
