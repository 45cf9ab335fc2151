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
  counts: Counts;
}

/** Of the cues in a text. */
export interface Counts {
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
const REACH = { negator: 3, backwards: 4, emphasis: 1, irony: 4, remedy: 3, opening: 14 };
const FACTORS = { negated: -0.6, intensified: 1.3, toned: 0.7, capitals: 1.3, ironic: -0.7 };
const MOST = 5;
/** A word that is no praise, whatever else it is. */
const BAD = -1;

function noCounts(): Counts {
  return { negations: 0, troubles: 0, remedied: 0, ironies: 0, durations: 0, whys: 0, repetitions: 0 };
}

export function weigh(words: Word[], cues: Cues, lexicon: Lexicon): Weighing {
  const weighing: Weighing = { hits: [], counts: noCounts() };
  const text: Text = { words, cues, lexicon };
  const texts = words.map((word) => word.text);
  for (let at = 0; at < words.length; at += 1) {
    count(text, at, weighing.counts);
    const phrase = lexicon.phraseAt(texts, at);
    const plain = phrase?.value ?? lexicon.valueOf(texts[at] as string);
    const end = at + (phrase?.length ?? 1);
    if (plain !== 0) weighing.hits.push(hit(text, at, end, plain, weighing.counts));
    at = end - 1;
  }
  return weighing;
}

interface Text {
  words: Word[];
  cues: Cues;
  lexicon: Lexicon;
}

function count(text: Text, at: number, counts: Counts): void {
  const { cues } = text;
  const word = (text.words[at] as Word).text;
  if (cues.negators.has(word)) counts.negations += 1;
  if (cues.durations.has(word)) counts.durations += 1;
  if (cues.whys.has(word)) counts.whys += 1;
  if (cues.repetitions.has(word)) counts.repetitions += 1;
  if (!cues.troubles.has(word)) return;
  if (isRemedied(text, at)) counts.remedied += 1;
  else counts.troubles += 1;
}

/** `end` is the place after the word or phrase. */
function hit(text: Text, at: number, end: number, plain: number, counts: Counts): Hit {
  const { words, cues } = text;
  const { loud, clause } = words[at] as Word;
  let value = plain;
  const before = words[at - REACH.emphasis];
  if (before?.clause === clause) {
    if (cues.intensifiers.has(before.text)) value *= FACTORS.intensified;
    else if (cues.downtoners.has(before.text)) value *= FACTORS.toned;
  }
  if (loud) value *= FACTORS.capitals;
  const negated = isNegated(text, at, end);
  if (negated) value *= FACTORS.negated;
  if (value > 0 && !negated && isIronic(text, at, end)) {
    value *= FACTORS.ironic;
    counts.ironies += 1;
  }
  return { at, value: clip(value), negated };
}

function isNegated(text: Text, at: number, end: number): boolean {
  const { words, cues } = text;
  const { clause } = words[at] as Word;
  for (let place = Math.max(0, at - REACH.negator); place < at; place += 1) {
    const word = words[place] as Word;
    if (word.clause === clause && cues.negators.has(word.text)) return true;
  }
  return cues.negatesBackwards && isNegatedBackwards(text, end, clause);
}

/** "Das gefällt mir nicht": unless the negator has something better to turn after it. */
function isNegatedBackwards({ words, cues, lexicon }: Text, end: number, clause: number): boolean {
  for (let place = end; place < Math.min(words.length, end + REACH.backwards); place += 1) {
    const word = words[place] as Word;
    if (word.clause !== clause) return false;
    if (!cues.negators.has(word.text)) continue;
    const next = words.slice(place + 1, place + 1 + REACH.negator).filter((one) => one.clause === clause);
    if (next.length === 0) return true;
    return place - end < REACH.backwards - 1 && next.every((one) => lexicon.valueOf(one.text) === 0);
  }
  return false;
}

/**
 * "Great, another outage": praise that a trouble follows, which nothing mended. Praise that stands alone before a
 * comma reaches over all that is told after it, also to a bad word that comes once more.
 */
function isIronic(text: Text, at: number, end: number): boolean {
  const { words, cues, lexicon } = text;
  if (cues.remedies.has((words[at] as Word).text)) return false;
  const opening = isOpening(words, end);
  const reach = Math.min(words.length, end + (opening ? REACH.opening : REACH.irony));
  let again = false;
  for (let place = end; place < reach; place += 1) {
    const word = (words[place] as Word).text;
    again ||= opening && cues.repetitions.has(word);
    const bad = cues.troubles.has(word) || (again && lexicon.valueOf(word) <= BAD);
    if (bad) return !isRemedied(text, place);
  }
  return false;
}

/** One or two words, and a clause after them. */
function isOpening(words: Word[], end: number): boolean {
  const [last, next] = [words[end - 1], words[end]];
  if (end > 2 || !last || !next) return false;
  return last.clause === words[0]?.clause && next.clause === last.clause + 1;
}

function isRemedied({ words, cues }: Text, at: number): boolean {
  const from = Math.max(0, at - REACH.remedy);
  for (let place = from; place < Math.min(words.length, at + REACH.remedy + 1); place += 1) {
    if (place !== at && cues.remedies.has((words[place] as Word).text)) return true;
  }
  return false;
}

function clip(value: number): number {
  return Math.max(-MOST, Math.min(MOST, value));
}
