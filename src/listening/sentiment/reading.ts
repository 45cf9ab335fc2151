/**
 * Reads a text's tokens in the light of a language's cues: which words say something good or bad, and what negation,
 * emphasis, contrast and irony make of them.
 */
import type { Cues } from './cues.ts';
import type { Lexicon } from './lexicon.ts';
import { type Token, wordsOfHashtag } from './tokens.ts';
import { type Counts, type Hit, type Word, weigh } from './weighing.ts';

export interface Reading {
  /** Of words, then of emoji and emoticons. */
  hits: Hit[];
  counts: Counts;
  /** The words in small letters, those of hashtags too. */
  words: string[];
  /** What stands for itself: without the words that a negator turned. */
  unturned: string[];
  /** The place among the words where what counts more begins; -1 without a contrast. */
  contrastAt: number;
  emoji: number[];
  exclamations: number;
  questions: number;
  links: number;
  startsAsQuestion: boolean;
  endsAsQuestion: boolean;
}

/** An emoji or emoticon is a hit like a word, and counts a little less. */
const SIGN_SHARE = 0.8;
const EMOTICON = { good: 2, bad: -2, heart: 3 };

export function read(tokens: Token[], cues: Cues, lexicon: Lexicon, emoji: Map<string, number>): Reading {
  const signs: Signs = { values: [], hits: [], exclamations: 0, questions: 0, links: 0 };
  const words: Word[] = [];
  const quiet = tokens.some(({ kind, text, lower }) => kind === 'word' && text.length > 1 && text === lower);
  let clause = 0;
  for (const token of tokens) {
    if (note(token, words.length, signs, emoji)) clause += 1;
    for (const text of wordsOf(token, cues)) words.push({ text, loud: quiet && isLoud(token), clause });
  }
  const texts = words.map(({ text }) => text);
  const { hits, counts } = weigh(words, cues, lexicon);
  const turned = hits.filter(({ negated }) => negated).map(({ at }) => at);
  const last = tokens.findLast(({ kind }) => kind !== 'link' && kind !== 'hashtag' && kind !== 'emoji');
  return {
    hits: signs.hits.length === 0 ? hits : [...hits, ...signs.hits],
    counts,
    words: texts,
    unturned: turned.length === 0 ? texts : texts.filter((_, at) => !turned.includes(at)),
    contrastAt: texts.findLastIndex((text) => cues.contrasts.has(text)),
    emoji: signs.values,
    exclamations: signs.exclamations,
    questions: signs.questions,
    links: signs.links,
    startsAsQuestion: texts[0] !== undefined && cues.questions.has(texts[0]),
    endsAsQuestion: last?.kind === 'marks' && last.text.includes('?'),
  };
}

interface Signs {
  /** Of emoji and emoticons. */
  values: number[];
  hits: Hit[];
  exclamations: number;
  questions: number;
  links: number;
}

/** Counts what is no word and stands before the word at this place. Says whether a clause ends. */
function note({ kind, text }: Token, at: number, signs: Signs, emoji: Map<string, number>): boolean {
  switch (kind) {
    case 'emoji':
      addSign(valueOfEmoji(text, emoji), at, signs);
      return false;
    case 'emoticon':
      addSign(valueOfEmoticon(text), at, signs);
      return false;
    case 'link':
      signs.links += 1;
      return false;
    case 'marks':
      signs.exclamations += count(text, '!');
      signs.questions += count(text, '?');
      return true;
    default:
      return kind === 'stop';
  }
}

function addSign(value: number, at: number, signs: Signs): void {
  signs.values.push(value);
  if (value !== 0) signs.hits.push({ at, value: value * SIGN_SHARE, negated: false });
}

/** Whatever the shade of its skin. */
function valueOfEmoji(text: string, emoji: Map<string, number>): number {
  return emoji.get(text) ?? emoji.get(text.replace(/[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, '')) ?? 0;
}

function valueOfEmoticon(text: string): number {
  if (text.startsWith('</')) return -EMOTICON.heart;
  if (text.startsWith('<3')) return EMOTICON.heart;
  if (/[([\\/|]/.test(text.slice(1)) || text.startsWith('-')) return EMOTICON.bad;
  return /^[:;=].?[oO]/.test(text) ? 0 : EMOTICON.good;
}

function wordsOf(token: Token, { elides }: Cues): string[] {
  if (token.kind === 'hashtag') return wordsOfHashtag(token.text);
  if (token.kind !== 'word') return [];
  const apostrophe = elides ? token.lower.indexOf("'") : -1;
  if (apostrophe <= 0 || apostrophe > 5) return [token.lower];
  return [token.lower.slice(0, apostrophe), token.lower.slice(apostrophe + 1)].filter((word) => word !== '');
}

function isLoud({ text, lower }: Token): boolean {
  return text.length > 2 && text !== lower && text === text.toUpperCase();
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}
