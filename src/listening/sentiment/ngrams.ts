/** Hashed n-grams of a text: words, pairs of words, and runs of three to five letters within words. */

export const BUCKETS = 2 ** 17;
const MASK = BUCKETS - 1;
const [SHORTEST, LONGEST] = [3, 5];
const MOST_WORDS = 400;

export interface Grams {
  buckets: Int32Array;
  /** 1 + ln of how often each occurs, the whole of length 1. */
  values: Float32Array;
}

// One counter for a bucket, empty between two calls: a Map for each text would cost more than all else.
const counts = new Uint16Array(BUCKETS);

export function gramsOf(words: string[]): Grams {
  const touched: number[] = [];
  let previous = 0;
  for (const word of words.length > MOST_WORDS ? words.slice(0, MOST_WORDS) : words) {
    const hash = hashOf(word, 0, word.length, SEED.word);
    tally(hash, touched);
    if (previous !== 0) tally(Math.imul(previous ^ SEED.pair, PRIME) ^ hash, touched);
    previous = hash;
    letters(`<${word}>`, touched);
  }
  return normalised(touched);
}

function letters(word: string, touched: number[]): void {
  for (let from = 0; from + SHORTEST <= word.length; from += 1) {
    let hash = hashOf(word, from, from + SHORTEST - 1, SEED.letters);
    for (let end = from + SHORTEST; end <= Math.min(word.length, from + LONGEST); end += 1) {
      hash = Math.imul(hash ^ word.charCodeAt(end - 1), PRIME);
      tally(hash, touched);
    }
  }
}

function tally(hash: number, touched: number[]): void {
  const bucket = (hash ^ (hash >>> 15)) & MASK;
  const before = counts[bucket] as number;
  if (before === 0) touched.push(bucket);
  counts[bucket] = before + 1;
}

function normalised(touched: number[]): Grams {
  const values = new Float32Array(touched.length);
  let squares = 0;
  for (let index = 0; index < touched.length; index += 1) {
    const bucket = touched[index] as number;
    const value = 1 + Math.log(counts[bucket] as number);
    counts[bucket] = 0;
    values[index] = value;
    squares += value * value;
  }
  const length = Math.sqrt(squares) || 1;
  for (let index = 0; index < values.length; index += 1) values[index] = (values[index] as number) / length;
  return { buckets: Int32Array.from(touched), values };
}

/** FNV-1a over UTF-16 units. */
function hashOf(word: string, from: number, to: number, seed: number): number {
  let hash = seed;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), PRIME);
  return hash;
}

const PRIME = 0x01000193;
const SEED = { word: 0x811c9dc5, pair: 0x2545f491, letters: 0x9e3779b1 | 0 };
