/** Which words of a text say something good or bad, and what negation, emphasis and irony make of them. */
import type { Cues } from './cues.ts';
import type { Lexicon } from './lexicon.ts';

export interface Word {
  text: string;
  /** Written in capitals in a text that is not. */
  loud: boolean;
  /** Counts the clauses: nothing reaches over their ends. */
  clause: number;
}

export interface Hit {
  /** Its place among the words. */
  at: number;
  /** What it says after all that was said around it. */
  value: number;
  negated: boolean;
}

export interface Weighing {
  hits: Hit[];
  negations: number;
  /** Troubles that nobody mended, mended ones, praise that a trouble follows, quantities of time that were lost. */
  troubles: number;
  remedied: number;
  ironies: number;
  durations: number;
  /** Words of the text that ask for a reason. */
  whys: number;
  /** Once more, in a text that asks or tells of a trouble or of time. */
  repetitions: number;
}

/** Words that a negator, an emphasis, praise before a trouble reach over. */
const REACH = { negator: 3, emphasis: 1, irony: 4, remedy: 3, opening: 14 };
const FACTORS = { negated: -0.6, intensified: 1.3, toned: 0.7, capitals: 1.3, ironic: -0.7 };
export function nothingWeighed(): Weighing {
  return {
    hits: [],
    negations: 0,
    troubles: 0,
    remedied: 0,
    ironies: 0,
    durations: 0,
    whys: 0,
    repetitions: 0,
  };
}

export function weigh(words: Word[], cues: Cues, lexicon: Lexicon): Weighing {
  const weighing = nothingWeighed();
  const texts = words.map(({ text }) => text);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    if (cues.negators.has(word.text)) weighing.negations += 1;
    if (cues.durations.has(word.text)) weighing.durations += 1;
    if (cues.whys.has(word.text)) weighing.whys += 1;
    if (cues.repetitions.has(word.text)) weighing.repetitions += 1;
    if (cues.troubles.has(word.text)) {
      if (isRemedied(words, at, cues)) weighing.remedied += 1;
      else weighing.troubles += 1;
    }
    const phrase = lexicon.phraseAt(texts, at);
    const plain = phrase?.value ?? lexicon.valueOf(word.text);
    if (plain !== 0) weighing.hits.push(hit(words, at, at + (phrase?.length ?? 1), plain, cues, weighing));
    if (phrase) at += phrase.length - 1;
  }
  return weighing;
}

/** `end` is the place after the word or phrase. */
function hit(words: Word[], at: number, end: number, plain: number, cues: Cues, weighing: Weighing): Hit {
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
    weighing.ironies += 1;
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

/**
 * "Great, another outage": praise that a trouble follows, which nothing mended. Praise that stands alone before a
 * comma reaches over all that is told after it.
 */
function isIronic(words: Word[], at: number, end: number, cues: Cues): boolean {
  if (cues.remedies.has((words[at] as Word).text)) return false;
  const reach = isOpening(words, end) ? REACH.opening : REACH.irony;
  for (let place = end; place < Math.min(words.length, end + reach); place += 1) {
    if (!cues.troubles.has((words[place] as Word).text)) continue;
    return !isRemedied(words, place, cues);
  }
  return false;
}

/** One or two words, and a clause after them. */
function isOpening(words: Word[], end: number): boolean {
  const [last, next] = [words[end - 1], words[end]];
  return (
    end <= 2 &&
    last?.clause === words[0]?.clause &&
    next !== undefined &&
    next.clause === (last?.clause ?? 0) + 1
  );
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
