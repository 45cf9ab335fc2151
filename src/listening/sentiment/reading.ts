/**
 * Reads a text's tokens in the light of a language's cues: which words say something good or bad, and what negation,
 * emphasis, contrast and irony make of them.
 */
import type { Cues } from './cues.ts';
import type { Lexicon } from './lexicon.ts';
import { type Token, wordsOfHashtag } from './tokens.ts';

export interface Hit {
  /** Its place among the words. */
  at: number;
  /** What it says after all that was said around it. */
  value: number;
  negated: boolean;
}

export interface Reading {
  /** The words in small letters, those of hashtags too. */
  words: string[];
  hits: Hit[];
  /** The place among the words where what counts more begins; -1 without a contrast. */
  contrastAt: number;
  emoji: number[];
  exclamations: number;
  questions: number;
  negations: number;
  /** Troubles that nobody mended, mended ones, praise that a trouble follows, quantities of time that were lost. */
  troubles: number;
  remedied: number;
  ironies: number;
  durations: number;
  links: number;
  mentions: number;
  hashtags: number;
  numbers: number;
  startsAsQuestion: boolean;
  endsAsQuestion: boolean;
}

/** Words that a negator, an emphasis, praise before a trouble reach over. */
const REACH = { negator: 3, emphasis: 1, irony: 4, remedy: 3 };
const FACTORS = { negated: -0.6, intensified: 1.3, toned: 0.7, capitals: 1.3, ironic: -0.5 };
const EMOTICON = { good: 2, bad: -2, heart: 3 };

interface Word {
  text: string;
  /** Written in capitals in a text that is not. */
  loud: boolean;
  /** Counts the clauses: nothing reaches over their ends. */
  clause: number;
}

export function read(tokens: Token[], cues: Cues, lexicon: Lexicon, emoji: Map<string, number>): Reading {
  const reading = empty();
  const words: Word[] = [];
  const quiet = tokens.some(({ kind, text, lower }) => kind === 'word' && text.length > 1 && text === lower);
  let clause = 0;
  for (const token of tokens) {
    clause += note(token, reading, emoji);
    for (const text of wordsOf(token, cues)) words.push({ text, loud: quiet && isLoud(token), clause });
  }
  reading.words = words.map(({ text }) => text);
  reading.contrastAt = lastIndex(words, ({ text }) => cues.contrasts.has(text));
  reading.startsAsQuestion = reading.words[0] !== undefined && cues.questions.has(reading.words[0]);
  const last = tokens.findLast(({ kind }) => kind !== 'link' && kind !== 'hashtag' && kind !== 'emoji');
  reading.endsAsQuestion = last?.kind === 'marks' && last.text.includes('?');
  weigh(words, cues, lexicon, reading);
  return reading;
}

function empty(): Reading {
  return {
    words: [],
    hits: [],
    contrastAt: -1,
    emoji: [],
    exclamations: 0,
    questions: 0,
    negations: 0,
    troubles: 0,
    remedied: 0,
    ironies: 0,
    durations: 0,
    links: 0,
    mentions: 0,
    hashtags: 0,
    numbers: 0,
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
    case 'mention':
      reading.mentions += 1;
      return 0;
    case 'hashtag':
      reading.hashtags += 1;
      return 0;
    case 'number':
      reading.numbers += 1;
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

function weigh(words: Word[], cues: Cues, lexicon: Lexicon, reading: Reading): void {
  const texts = reading.words;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    if (cues.negators.has(word.text)) reading.negations += 1;
    if (cues.durations.has(word.text)) reading.durations += 1;
    if (cues.troubles.has(word.text)) {
      if (isRemedied(words, at, cues)) reading.remedied += 1;
      else reading.troubles += 1;
    }
    const phrase = lexicon.phraseAt(texts, at);
    const plain = phrase?.value ?? lexicon.valueOf(word.text);
    if (plain !== 0) reading.hits.push(hit(words, at, at + (phrase?.length ?? 1), plain, cues, reading));
    if (phrase) at += phrase.length - 1;
  }
}

/** `end` is the place after the word or phrase. */
function hit(words: Word[], at: number, end: number, plain: number, cues: Cues, reading: Reading): Hit {
  const { loud, clause } = words[at] as Word;
  let value = plain;
  const before = words[at - REACH.emphasis];
  if (before?.clause === clause) {
    if (cues.intensifiers.has(before.text)) value *= FACTORS.intensified;
    else if (cues.downtoners.has(before.text)) value *= FACTORS.toned;
  }
  if (loud) value *= FACTORS.capitals;
  const negated = isNegated(words, at, end, cues);
  if (negated) value *= FACTORS.negated;
  if (value > 0 && !negated && isIronic(words, at, end, cues)) {
    value *= FACTORS.ironic;
    reading.ironies += 1;
  }
  return { at, value: clip(value), negated };
}

function isNegated(words: Word[], at: number, end: number, cues: Cues): boolean {
  const { clause } = words[at] as Word;
  for (let place = Math.max(0, at - REACH.negator); place < at; place += 1) {
    const word = words[place] as Word;
    if (word.clause === clause && cues.negators.has(word.text)) return true;
  }
  if (!cues.negatesBackwards) return false;
  // "das gefällt mir nicht": a negator that ends its clause turns what stood before it.
  for (let place = end; place < Math.min(words.length, end + REACH.negator); place += 1) {
    const word = words[place] as Word;
    if (word.clause !== clause) return false;
    if (cues.negators.has(word.text)) return words[place + 1]?.clause !== clause;
  }
  return false;
}

/** "Great, another outage": praise that a trouble follows, which nothing mended. */
function isIronic(words: Word[], at: number, end: number, cues: Cues): boolean {
  if (cues.remedies.has((words[at] as Word).text)) return false;
  for (let place = end; place < Math.min(words.length, end + REACH.irony); place += 1) {
    if (!cues.troubles.has((words[place] as Word).text)) continue;
    return !isRemedied(words, place, cues);
  }
  return false;
}

function isRemedied(words: Word[], at: number, cues: Cues): boolean {
  const from = Math.max(0, at - REACH.remedy);
  for (let place = from; place < Math.min(words.length, at + REACH.remedy + 1); place += 1) {
    if (place !== at && cues.remedies.has((words[place] as Word).text)) return true;
  }
  return false;
}

function clip(value: number): number {
  return Math.max(-5, Math.min(5, value));
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}

function lastIndex<T>(list: T[], holds: (one: T) => boolean): number {
  return list.findLastIndex(holds);
}
