/**
 * Reads a text's tokens in the light of a language's cues: which words say something good or bad, and what negation,
 * emphasis, contrast and irony make of them.
 */
import type { Cues } from './cues.ts';
import type { Lexicon } from './lexicon.ts';
import { type Token, wordsOfHashtag } from './tokens.ts';
import { nothingWeighed, type Weighing, type Word, weigh } from './weighing.ts';

export interface Reading extends Weighing {
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
  const reading = empty();
  const words: Word[] = [];
  const signs: { at: number; value: number }[] = [];
  const quiet = tokens.some(({ kind, text, lower }) => kind === 'word' && text.length > 1 && text === lower);
  let clause = 0;
  for (const token of tokens) {
    clause += note(token, reading, emoji);
    const isSign = token.kind === 'emoji' || token.kind === 'emoticon';
    if (isSign) signs.push({ at: words.length, value: reading.emoji.at(-1) ?? 0 });
    for (const text of wordsOf(token, cues)) words.push({ text, loud: quiet && isLoud(token), clause });
  }
  reading.words = words.map(({ text }) => text);
  reading.contrastAt = words.findLastIndex(({ text }) => cues.contrasts.has(text));
  reading.startsAsQuestion = reading.words[0] !== undefined && cues.questions.has(reading.words[0]);
  const last = tokens.findLast(({ kind }) => kind !== 'link' && kind !== 'hashtag' && kind !== 'emoji');
  reading.endsAsQuestion = last?.kind === 'marks' && last.text.includes('?');
  Object.assign(reading, weigh(words, cues, lexicon));
  for (const { at, value } of signs) {
    if (value !== 0) reading.hits.push({ at, value: value * SIGN_SHARE, negated: false });
  }
  const turned = new Set(reading.hits.flatMap(({ at, negated }) => (negated ? [at] : [])));
  reading.unturned = turned.size === 0 ? reading.words : reading.words.filter((_, at) => !turned.has(at));
  return reading;
}

function empty(): Reading {
  return {
    ...nothingWeighed(),
    words: [],
    unturned: [],
    contrastAt: -1,
    emoji: [],
    exclamations: 0,
    questions: 0,
    links: 0,
    startsAsQuestion: false,
    endsAsQuestion: false,
  };
}

/** Counts what is no word. Answers with 1 where a clause ends. */
function note({ kind, text }: Token, reading: Reading, emoji: Map<string, number>): 0 | 1 {
  switch (kind) {
    case 'emoji':
      reading.emoji.push(
        emoji.get(text) ?? emoji.get(text.replace(/[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, '')) ?? 0,
      );
      return 0;
    case 'emoticon':
      reading.emoji.push(valueOfEmoticon(text));
      return 0;
    case 'marks':
      reading.exclamations += count(text, '!');
      reading.questions += count(text, '?');
      return 1;
    case 'stop':
      return 1;
    case 'link':
      reading.links += 1;
      return 0;
    default:
      return 0;
  }
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
