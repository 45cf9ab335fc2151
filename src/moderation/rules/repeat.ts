/** The same again and again: letters, words, lines, or whole messages of one person. */
import { z } from 'zod';
import { allEmoji } from '../emoji.ts';
import { fingerprint, wordsOf } from '../fingerprint.ts';
import { alike } from '../folding/alike.ts';
import { isWordUnit } from '../folding/characters.ts';
import type { Span } from '../folding/emoji.ts';
import { type FoldedText, plainly, rawSpan } from '../folding/folded-text.ts';
import { latinFor } from '../folding/look-alikes.ts';
import { isPhrased, type Reading, VIEW } from '../reading.ts';
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
      for (const reading of look.readings.filter(isPhrased)) {
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
  const folded = reading.folded(VIEW.shown);
  const text = plainly(folded, latinFor);
  if (!PAIRED.test(text) && !runsFor(text, min)) return sequences(reading, min);
  let start = 0;
  while (start + min <= text.length) {
    const unit = text.charCodeAt(start);
    let end = start + 1;
    if (isHigh(unit)) end = endOfPairs(text, start);
    else while (text.charCodeAt(end) === unit) end += 1;
    const count = isHigh(unit) ? (end - start) / 2 : end - start;
    if (count >= min && unit !== SPACE) return foundIn(reading, folded, start, end, count, min);
    start = end;
  }
  return sequences(reading, min);
}

/** Half of a character beyond the first plane. */
const PAIRED = /[\ud800-\udbff]/;

/**
 * Whether one unit runs for so long anywhere. Of a run, where it would end is looked at first: what differs there
 * begins another one, and nothing before it needs a look.
 */
function runsFor(text: string, min: number): boolean {
  let start = 0;
  while (start + min <= text.length) {
    let at = start + min - 1;
    const unit = text.charCodeAt(at);
    while (at > start && text.charCodeAt(at - 1) === unit) at -= 1;
    if (at === start && unit !== SPACE) return true;
    start = at === start ? start + min : at;
  }
  return false;
}

/** The same emoji again, of however many characters it is made, with nothing between. */
function sequences(reading: Reading, min: number): Found | undefined {
  const { raw, part } = reading;
  const all = reading.learn(allEmoji);
  let first = 0;
  for (let at = 1; at <= all.length; at += 1) {
    const [before, one] = [all[at - 1], all[at]];
    const goesOn = before && one && before.end === one.start && sameText(raw, before, one);
    if (goesOn) continue;
    const [start, count] = [all[first]?.start ?? 0, at - first];
    if (count >= min && before)
      return { part: part.name, text: raw, span: [start, before.end], count, limit: min };
    first = at;
  }
  return undefined;
}

function sameText(raw: string, one: Span, other: Span): boolean {
  return raw.slice(one.start, one.end) === raw.slice(other.start, other.end);
}

const SPACE = 32;

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** Behind the run of one character beyond the first plane, which is two units. */
function endOfPairs(text: string, start: number): number {
  const [high, low] = [text.charCodeAt(start), text.charCodeAt(start + 1)];
  let end = start + 2;
  while (text.charCodeAt(end) === high && text.charCodeAt(end + 1) === low) end += 2;
  return Math.min(end, text.length);
}

/** The same word one after another, or the same few words: "buy now buy now buy now". */
function words(reading: Reading, min: number): Found | undefined {
  const folded = reading.folded(VIEW.shown);
  const tokens = reading.learn(tokensOf);
  if (tokens.count < min) return undefined;
  for (let period = 1; period <= LONGEST_PHRASE; period += 1) {
    let run = 0;
    for (let at = period; at < tokens.count; at += 1) {
      run = isSameWord(tokens, at, at - period) ? run + 1 : 0;
      const count = Math.floor(run / period) + 1;
      if (count < min) continue;
      const first = tokens.starts[at - run - period + 1] ?? 0;
      return foundIn(reading, folded, first, tokens.ends[at] ?? 0, count, min);
    }
  }
  return undefined;
}

const LONGEST_PHRASE = 5;

/** Places in `text`, and a hash of each word: nearly all words are other ones, and no string is made of them. */
interface Tokens {
  text: string;
  count: number;
  starts: number[];
  ends: number[];
  hashes: number[];
}

function isSameWord({ text, starts, ends, hashes }: Tokens, one: number, other: number): boolean {
  return (
    hashes[one] === hashes[other] &&
    text.slice(starts[one], ends[one]) === text.slice(starts[other], ends[other])
  );
}

function tokensOf(reading: Reading): Tokens {
  const folded = reading.folded(VIEW.shown);
  const text = folded.mixed ? alike(folded) : folded.text;
  const tokens: Tokens = { text, count: 0, starts: [], ends: [], hashes: [] };
  let [start, hash] = [-1, 0];
  for (let at = 0; at <= text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (at < text.length && isWordUnit(unit)) {
      if (start === -1) [start, hash] = [at, 0];
      hash = (Math.imul(hash, 31) + unit) | 0;
    } else if (start !== -1) {
      tokens.starts.push(start);
      tokens.ends.push(at);
      tokens.hashes.push(hash);
      tokens.count += 1;
      start = -1;
    }
  }
  return tokens;
}

/** Anywhere in the text: whoever pastes puts other lines between. Lines without a letter are layout. */
function lines(reading: Reading, min: number): Found | undefined {
  // Two at least.
  if (!reading.raw.includes('\n')) return undefined;
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
