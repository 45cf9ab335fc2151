/** Cuts a text as people write on social media into tokens. In time linear to what is read, which is capped. */

export type TokenKind =
  | 'word'
  | 'hashtag'
  | 'mention'
  | 'link'
  | 'emoji'
  | 'emoticon'
  | 'number'
  | 'marks'
  | 'stop';

export interface Token {
  kind: TokenKind;
  /** As written; a hashtag and a mention without their sign. */
  text: string;
  /** In small letters. */
  lower: string;
}

/** UTF-16 units of a text that are looked at: ten times a long post. What comes later does not change its mood. */
export const MOST_READ = 4_000;

const KINDS: TokenKind[] = [
  'link',
  'mention',
  'hashtag',
  'emoticon',
  'emoji',
  'word',
  'number',
  'marks',
  'stop',
];

const PATTERNS = [
  String.raw`(?:https?:\/\/|www\.)\S+|\bhttps?\b`,
  String.raw`@[\p{L}\p{N}_.]+`,
  String.raw`#[\p{L}\p{M}\p{N}_]+`,
  // Hearts, faces from the left, faces from the right, and the two of Eastern style that everybody uses.
  String.raw`<\/?3+|[:;=][-'^o]?[)\](\[DPpOo\/\\|*<>]+(?![\p{L}\p{N}])|\b[xX]D+\b|\^_?\^|-[._]-`,
  String.raw`\p{RI}\p{RI}|\p{Emoji_Presentation}\p{EMod}?|\p{Extended_Pictographic}\uFE0F?`,
  String.raw`\p{L}[\p{L}\p{M}]*(?:['’][\p{L}\p{M}]+)*['’]?`,
  String.raw`\p{N}+(?:[.,:]\p{N}+)*`,
  '[!?¡¿]+',
  String.raw`[.,;:…–—()"\n]+|\s-+\s`,
];

const TOKEN = new RegExp(PATTERNS.map((pattern) => `(${pattern})`).join('|'), 'gu');

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of cut(text).matchAll(TOKEN)) {
    const kind = KINDS[match.findIndex((group, index) => index > 0 && group !== undefined) - 1];
    if (kind === undefined) continue;
    const signed = kind === 'hashtag' || kind === 'mention';
    const written = signed ? match[0].slice(1) : match[0].replaceAll('’', "'");
    tokens.push({ kind, text: written, lower: written.toLowerCase() });
  }
  return tokens;
}

function cut(text: string): string {
  return text.length > MOST_READ ? text.slice(0, MOST_READ) : text;
}

/** `#WorstServiceEver` in its words: cut where small letters end and capitals or digits begin. */
export function wordsOfHashtag(tag: string): string[] {
  return tag
    .split(/_|\p{N}+|(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase());
}
