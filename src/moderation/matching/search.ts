/**
 * Looks for the words of a tree in a folded text: as they are, behind look-alikes in tokens that mix scripts and,
 * where asked, behind digits and signs or with something between the letters. From each place the text is followed
 * at most as far as the longest word, so the time grows with the length of the text and no faster.
 */
import { isWordUnit } from '../folding/characters.ts';
import { BREAK, type FoldedText, rawSpan } from '../folding/folded-text.ts';
import { lookAlikes } from '../folding/look-alikes.ts';
import { isBoundary } from './boundaries.ts';
import { caseVariant } from './case-variants.ts';
import { isCensor, isOfAddress, lettersFor, mixedOver } from './leet.ts';
import { goesOnApart, MOST_BETWEEN, mixedAcross } from './spaced-letters.ts';
import { pairOf, ROOT, type Trie } from './trie.ts';

export interface Looking {
  /** Digits and signs may stand for letters. */
  leet?: boolean;
  /** Something may stand between the letters. */
  spaced?: boolean;
  /** Words only, no parts of words. */
  whole?: boolean;
}

/** Units of the folded text. */
export interface Match {
  value: number;
  start: number;
  end: number;
}

/** Tells every match by its start. `raw` is what the text was folded from. */
export function search(trie: Trie, folded: FoldedText, raw: string, looking: Looking, tell: Telling): void {
  if (looking.leet || looking.spaced || folded.mixed || trie.hasCaseVariants) {
    new DisguisedSearch(trie, folded, raw, looking, tell).run();
  } else searchPlainly(trie, folded, looking, tell);
}

/** `spread`: something stands between its letters. */
function tellIfRight(
  folded: FoldedText,
  { whole }: Looking,
  match: Match,
  spread: boolean,
  tell: Telling,
): void {
  if ((whole || spread) && !isWhole(folded, match)) return;
  if (spread && goesOnApart(folded.text, match.start, match.end)) return;
  tell(match);
}

/** Whether a word's boundaries are right at both ends. An end that is no letter needs none: `!play`, `c++`. */
function isWhole(folded: FoldedText, { start, end }: Match): boolean {
  const { text } = folded;
  return (
    (!isWordUnit(text.charCodeAt(start)) || isBoundary(folded, start)) &&
    (!isWordUnit(text.charCodeAt(end - 1)) || isBoundary(folded, end))
  );
}

type Telling = (match: Match) => void;

function searchPlainly(trie: Trie, folded: FoldedText, looking: Looking, tell: Telling): void {
  const { text } = folded;
  const whole = looking.whole ?? false;
  const { begins, pairs } = trie;
  let inWord = false;
  for (let start = 0; start < text.length; start += 1) {
    const unit = text.charCodeAt(start);
    const skip = whole && inWord;
    inWord = isAsciiLetter(unit);
    if (begins[unit] === 0 || (skip && inWord)) continue;
    // Nothing stands behind the last one: a word of one letter may.
    if (start + 1 < text.length && pairs[pairOf(unit, text.charCodeAt(start + 1))] === 0) continue;
    let node = ROOT;
    for (let at = start; at < text.length; at += 1) {
      node = trie.next(node, text.charCodeAt(at));
      if (node === ROOT) break;
      for (const value of trie.endsAt(node))
        tellIfRight(folded, looking, { value, start, end: at + 1 }, false, tell);
    }
  }
}

class DisguisedSearch {
  private readonly trie: Trie;
  private readonly folded: FoldedText;
  private readonly text: string;
  private readonly raw: string;
  private readonly looking: Looking;
  private readonly tell: Telling;
  /** 1 for each unit that may stand for what looks like it. */
  private readonly mixed: Uint8Array | undefined;
  private start = 0;
  /** Where both disguises are looked for, a sign may be a letter or a gap: the same place is reached in many ways. */
  private readonly reached: Set<number> | undefined;

  constructor(trie: Trie, folded: FoldedText, raw: string, looking: Looking, tell: Telling) {
    this.trie = trie;
    this.folded = folded;
    this.text = folded.text;
    this.raw = raw;
    this.looking = looking;
    this.tell = tell;
    const mixed = looking.leet ? mixedOver(folded) : folded.mixed;
    this.mixed = looking.spaced ? mixedAcross({ ...folded, mixed }) : mixed;
    if (looking.leet && looking.spaced) this.reached = new Set();
  }

  run(): void {
    for (this.start = 0; this.start < this.text.length; this.start += 1) {
      if (!this.trie.mayBegin(this.text.charCodeAt(this.start))) continue;
      this.reached?.clear();
      this.follow(ROOT, this.start, 0, 0, 0);
    }
  }

  /** Takes every step that the unit at `at` allows. `read`, `guessed` and `gaps` count what was met on the way. */
  private follow(node: number, at: number, read: number, guessed: number, gaps: number): void {
    if (at >= this.text.length) return;
    const unit = this.text.charCodeAt(at);
    const letters = read + (isWordUnit(unit) && !isDigit(unit) ? 1 : 0);
    this.step(node, unit, at, letters, guessed, gaps);
    if (this.mixed?.[at]) {
      for (const other of lookAlikes(unit)) this.step(node, other, at, letters, guessed, gaps);
    }
    if (this.trie.hasCaseVariants) this.capital(node, unit, at, letters, guessed, gaps);
    if (this.looking.leet) this.guess(node, unit, at, read, guessed, gaps);
    if (this.looking.spaced && node !== ROOT) this.skip(node, at, read, guessed, gaps);
  }

  private step(node: number, unit: number, at: number, read: number, guessed: number, gaps: number): void {
    const next = this.trie.next(node, unit);
    if (next === ROOT || this.wasHere(next, at, gaps, read)) return;
    const end = at + 1;
    const ends = this.trie.endsAt(next);
    if (ends.length > 0 && isCredible(read, guessed, gaps)) {
      for (const value of ends)
        tellIfRight(this.folded, this.looking, { value, start: this.start, end }, gaps > 0, this.tell);
    }
    this.follow(next, end, read, guessed, gaps);
  }

  private wasHere(node: number, at: number, gaps: number, read: number): boolean {
    if (!this.reached) return false;
    const key = ((node * MOST_AHEAD + (at - this.start)) * MOST_AHEAD + gaps) * 2 + (read > 0 ? 1 : 0);
    if (this.reached.has(key) || this.reached.size >= MOST_REACHED) return true;
    this.reached.add(key);
    return false;
  }

  private capital(node: number, unit: number, at: number, read: number, guessed: number, gaps: number): void {
    const variant = caseVariant(unit);
    if (variant === undefined || !isCapital(this.raw, this.folded, at)) return;
    this.step(node, variant, at, read, guessed, gaps);
  }

  private guess(node: number, unit: number, at: number, read: number, guessed: number, gaps: number): void {
    if (isOfAddress(this.text, at)) return;
    for (const other of lettersFor(unit)) this.step(node, other, at, read, guessed + 1, gaps);
    this.censored(node, unit, at, read, guessed, gaps);
  }

  /** Two at most in a word: each one opens all words that go on from here. */
  private censored(
    node: number,
    unit: number,
    at: number,
    read: number,
    guessed: number,
    gaps: number,
  ): void {
    if (!isCensor(unit, this.text.charCodeAt(at + 1)) || read === 0 || guessed >= MOST_CENSORED) return;
    for (const other of this.trie.onward(node)) this.step(node, other, at, read, guessed + 1, gaps);
  }

  /** Over what stands between two letters. */
  private skip(node: number, at: number, read: number, guessed: number, gaps: number): void {
    for (let end = at; end < this.text.length && end - at <= MOST_BETWEEN; end += 1) {
      const unit = this.text.charCodeAt(end);
      if (end > at && (isWordUnit(unit) || (this.looking.leet && lettersFor(unit).length > 0))) {
        this.landed(node, end, read, guessed, gaps + 1);
      }
      if (!isBetween(unit)) return;
    }
  }

  /** As `follow`, but another gap would be the same one. */
  private landed(node: number, at: number, read: number, guessed: number, gaps: number): void {
    const unit = this.text.charCodeAt(at);
    const letters = read + (isWordUnit(unit) && !isDigit(unit) ? 1 : 0);
    this.step(node, unit, at, letters, guessed, gaps);
    if (this.mixed?.[at]) {
      for (const other of lookAlikes(unit)) this.step(node, other, at, letters, guessed, gaps);
    }
    if (this.looking.leet && !isOfAddress(this.text, at)) {
      for (const other of lettersFor(unit)) this.step(node, other, at, read, guessed + 1, gaps);
      this.censored(node, unit, at, read, guessed, gaps);
    }
  }
}

/**
 * "455" is a number, "c4$1n0" is a word. "he'll" and "casi no" are two words each, "h e l l" is one: of the places
 * between letters more than half must be gaps. Signs and digits that stand apart are mostly what they are ("f * g", "в 0 в"),
 * unless they stand amid enough letters.
 */
function isCredible(read: number, guessed: number, gaps: number): boolean {
  if (guessed > 0 && read === 0) return false;
  if (gaps === 0) return true;
  if (guessed > 0 && read < LEAST_READ_APART) return false;
  return gaps >= 2 && gaps * 2 > read + guessed - 1;
}

const LEAST_READ_APART = 3;
/** From one place, under both disguises. A word takes a few for each letter; only a text made to waste time takes more. */
const MOST_REACHED = 150;
/** More than the longest word with all its gaps. */
const MOST_AHEAD = 2048;
const MOST_CENSORED = 2;

function isBetween(unit: number): boolean {
  return !isWordUnit(unit) || (unit >= 0xd800 && unit <= 0xdfff) ? unit !== BREAK.charCodeAt(0) : false;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isAsciiLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || isDigit(unit);
}

/** İ says that it is no ı. */
function isCapital(raw: string, folded: FoldedText, at: number): boolean {
  const [start, end] = rawSpan(folded, at, at + 1);
  const written = String.fromCodePoint(raw.codePointAt(start) ?? 0);
  return written.toLowerCase() !== written && !DOTTED.test(raw.slice(start, end));
}

const DOTTED = /\u0130|\u0307/;
