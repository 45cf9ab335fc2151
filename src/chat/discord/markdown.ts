/**
 * Rich text as Discord's markdown. Whatever is a string in a card comes out literally: no formatting, no mention,
 * no link and no emoji can hide in it. What does not fit is cut between characters, and the cut says how much.
 */
import { t } from '../../kit/t.ts';
import { type Inline, type Part, parts } from '../card.ts';

/** A piece of a text: words that are escaped, or markdown of our own. `plain` is what a reader sees of the latter. */
export type Token = { literal: string } | { markup: string; plain: string };

export const literal = (text: string): Token => ({ literal: text });
export const markup = (text: string, plain = ''): Token => ({ markup: text, plain });

export function tokensOf(inline: Inline): Token[] {
  return parts(inline).map(tokenOf);
}

/** Begins the first line with one mark and every further line with another; blank lines fall together. */
export function prefixed(tokens: Token[], first: string, further: string): Token[] {
  const lines = tokens.flatMap((token) => {
    if (!('literal' in token)) return [token];
    const split = token.literal.split(/\r?\n\s*/).map(literal);
    return split.flatMap((line, index) => (index === 0 ? [line] : [markup(`\n${further}`), line]));
  });
  return [markup(first), ...lines];
}

/** The markdown, at most `room` characters long; with the count of what was cut when it does not fit. */
export function write(tokens: Token[], room = Number.POSITIVE_INFINITY): string {
  const merged = merge(tokens);
  const whole = merged.map(markdownOf).join('');
  return whole.length <= room ? whole : writeCut(merged, room);
}

/** The longest beginning of a text that passes, never half a character. */
export function longest(text: string, fits: (beginning: string) => boolean): string {
  let known = 0;
  let beyond = text.length + 1;
  while (beyond - known > 1) {
    const middle = (known + beyond) >> 1;
    if (fits(text.slice(0, middle))) known = middle;
    else beyond = middle;
  }
  const half = /[\uD800-\uDBFF]$/.test(text.slice(0, known));
  return text.slice(0, half ? known - 1 : known);
}

export function escaped(text: string): string {
  return text
    .replace(ANYWHERE, '\\$&')
    .replace(LINE_START, '$1\\$2')
    .replace(NUMBERED_LINE, '$1\\$2')
    .replace(COLON, '\\:');
}

/** Emphasis, code, spoilers, mentions and links begin with one of these. */
const ANYWHERE = /[\\*_`<[]|~(?=~)|\|(?=\|)|@(?=everyone|here)/g;
/** Headings, small print, lists and quotes. */
const LINE_START = /^([ \t]*)(#{1,3}(?=\s)|[-+](?=[\s#])|>)/gm;
const NUMBERED_LINE = /^([ \t]*\d+)([.)])(?=\s)/gm;
/** Bare addresses become links and `:names:` become emoji by their colon. */
const COLON = /:(?=\/\/|[^\s:]*:)/g;

const NOTE_ROOM = 60;

function tokenOf(part: string | Part): Token {
  if (typeof part === 'string') return literal(part);
  switch (part.type) {
    case 'strong':
      return part.text.trim() === ''
        ? literal(part.text)
        : markup(`**${escaped(oneLine(part.text))}**`, part.text);
    case 'code':
      return /[`\n]|^\s*$/.test(part.text) ? literal(part.text) : markup(`\`${part.text}\``, part.text);
    case 'link':
      return linkToken(part.url, part.label);
    case 'time':
      return markup(`<t:${Math.floor(part.at / 1000)}:${part.style === 'full' ? 'F' : 'R'}>`, '00:00');
    case 'person':
      return personToken(part.name, part.identities.discord);
  }
}

/** Discord shows no masked link whose label looks like an address or holds brackets: then both are written out. */
function linkToken(url: string, label: string): Token {
  const href = webAddress(url);
  if (!href) return literal(`${label} (${url})`);
  if (label.trim() === '' || label === url) return markup(`<${href}>`, href);
  if (/[[\]]|:\/\//.test(label)) return markup(`${escaped(oneLine(label))} (<${href}>)`, label);
  return markup(`[${escaped(oneLine(label))}](${href})`, label);
}

export function webAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return undefined;
  return parsed.href.replaceAll('(', '%28').replaceAll(')', '%29');
}

function personToken(name: string, user: string | undefined): Token {
  return user && /^\d+$/.test(user) ? markup(`<@${user}>`, name) : literal(name);
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

/** Side by side, so that no mark hides on the seam of two literal parts. */
function merge(tokens: Token[]): Token[] {
  const merged: Token[] = [];
  for (const token of tokens) {
    const last = merged.at(-1);
    if (last && 'literal' in last && 'literal' in token)
      merged[merged.length - 1] = literal(last.literal + token.literal);
    else merged.push(token);
  }
  return merged;
}

function markdownOf(token: Token): string {
  return 'literal' in token ? escaped(token.literal) : token.markup;
}

function writeCut(tokens: Token[], room: number): string {
  let content = '';
  let hidden = 0;
  for (const token of tokens) {
    const taken = hidden > 0 ? literal('') : fitted(token, room - NOTE_ROOM - content.length);
    content += markdownOf(taken);
    hidden += plainLength(token) - plainLength(taken);
  }
  const note = t('… ({hidden, number} more characters are not shown here)', { hidden });
  return content.trim() === '' ? note : `${content.trimEnd()} ${note}`;
}

function fitted(token: Token, room: number): Token {
  if (!('literal' in token)) return token.markup.length <= room ? token : literal('');
  return literal(longest(token.literal, (beginning) => escaped(beginning).length <= room));
}

function plainLength(token: Token): number {
  return 'literal' in token ? token.literal.length : token.plain.length;
}
