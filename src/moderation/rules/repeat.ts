/** The same again and again: letters, words, lines, or whole messages of one person. */
import { z } from 'zod';
import { fingerprint, wordsOf } from '../fingerprint.ts';
import { isWordUnit } from '../folding/characters.ts';
import { type FoldedText, plainly, rawSpan } from '../folding/folded-text.ts';
import { latinFor } from '../folding/look-alikes.ts';
import type { Reading } from '../reading.ts';
import { each, type Found, type Look, type RuleType } from '../rule.ts';

interface Repeat {
  unit: 'word' | 'line' | 'char' | 'message';
  min: number;
  window_s: number;
}

export const ruleType: RuleType<Repeat> = {
  name: 'repeat',
  summary: 'The same letter, word or line in a message, or the same message again by one person.',
  shape: {
    unit: z
      .enum(['word', 'line', 'char', 'message'])
      .default('word')
      .meta({ description: 'What is repeated.', examples: ['message'] }),
    min: z
      .int({ error: 'must be a whole number' })
      .min(2, { error: 'must be 2 or more' })
      .meta({ description: 'It hits from this many on.', examples: [5] }),
    window_s: z
      .number({ error: 'must be a number of seconds' })
      .positive({ error: 'must be more than 0' })
      .max(86_400, { error: 'must be at most 86400, a day' })
      .default(60)
      .meta({ description: 'Seconds, for messages of one person.', examples: [60] }),
  },
  prepare: (rules) =>
    each(rules, (rule, look) => {
      if (rule.unit === 'message') return messages(rule, look);
      for (const reading of look.readings) {
        const found = LOOKS[rule.unit](reading, rule.min);
        if (found) return found;
      }
      return undefined;
    }),
};

const LOOKS = { char: characters, word: words, line: lines };

function messages({ min, window_s: window }: Repeat, { message, history }: Look): Found | undefined {
  const own = fingerprint(message);
  if (own === undefined) return undefined;
  const said = { message: message.id, at: message.at, fingerprint: own };
  const count = history.alike(message.author.id, said, window * 1000).length + 1;
  if (count < min) return undefined;
  const { name, text } = message.parts[0] ?? { name: 'content', text: '' };
  return { part: name, text, span: [0, text.length], count, limit: min };
}

/** A run of one character; case and disguise aside. White space runs for layout. */
function characters(reading: Reading, min: number): Found | undefined {
  const folded = reading.folded({ shown: true });
  const text = plainly(folded, latinFor);
  let start = 0;
  while (start + min <= text.length) {
    const width = isHigh(text.charCodeAt(start)) ? 2 : 1;
    let end = start + width;
    while (isSame(text, start, end, width)) end += width;
    const count = (end - start) / width;
    if (count >= min && text.charCodeAt(start) !== SPACE)
      return foundIn(reading, folded, start, end, count, min);
    start = end;
  }
  return undefined;
}

const SPACE = 32;

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isSame(text: string, one: number, other: number, width: number): boolean {
  return (
    text.charCodeAt(one) === text.charCodeAt(other) &&
    (width === 1 || text.charCodeAt(one + 1) === text.charCodeAt(other + 1))
  );
}

/** The same word one after another, or the same few words: "buy now buy now buy now". */
function words(reading: Reading, min: number): Found | undefined {
  const folded = reading.folded({ shown: true });
  const tokens = reading.learn(tokensOf);
  if (tokens.length < min) return undefined;
  for (let period = 1; period <= LONGEST_PHRASE; period += 1) {
    let run = 0;
    for (let at = period; at < tokens.length; at += 1) {
      run = tokens[at]?.word === tokens[at - period]?.word ? run + 1 : 0;
      const count = Math.floor(run / period) + 1;
      if (count < min) continue;
      const [first, last] = [tokens[at - run - period + 1], tokens[at]];
      if (first && last) return foundIn(reading, folded, first.start, last.end, count, min);
    }
  }
  return undefined;
}

const LONGEST_PHRASE = 5;

interface Token {
  word: string;
  start: number;
  end: number;
}

/** Words, and what stands between spaces and is none: an emoji again and again is a word again and again. */
function tokensOf(reading: Reading): Token[] {
  const text = plainly(reading.folded({ shown: true }), latinFor);
  const tokens: Token[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const inWord = at < text.length && isWordUnit(text.charCodeAt(at));
    if (inWord && start === -1) start = at;
    if (inWord || start === -1) continue;
    tokens.push({ word: text.slice(start, at), start, end: at });
    start = -1;
  }
  return tokens;
}

/** Anywhere in the text: whoever pastes puts other lines between. Lines without a letter are layout. */
function lines(reading: Reading, min: number): Found | undefined {
  const all = reading.raw.split('\n');
  if (all.length < min) return undefined;
  const counts = new Map<string, number>();
  let start = 0;
  for (const line of all) {
    const words = /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(line) ? wordsOf(line) : '';
    const count = (counts.get(words) ?? 0) + 1;
    counts.set(words, count);
    if (words !== '' && count >= min) {
      const { part, raw } = reading;
      return { part: part.name, text: raw, span: [start, start + line.length], count, limit: min };
    }
    start += line.length + 1;
  }
  return undefined;
}

function foundIn(
  { part, raw }: Reading,
  folded: FoldedText,
  start: number,
  end: number,
  count: number,
  limit: number,
): Found {
  return { part: part.name, text: raw, span: rawSpan(folded, start, end), count, limit };
}
