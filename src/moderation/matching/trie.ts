/** Many words at once: a tree of folded units. What it costs to look from one place is at most the longest word. */
import { lookAlikes } from '../folding/look-alikes.ts';
import { caseVariant, isCaseVariant } from './case-variants.ts';
import { Edges } from './edges.ts';
import { lettersFor } from './leet.ts';

export class Trie {
  /** Whether a word begins so: the look that nearly every place in a text ends with. */
  readonly begins = new Uint8Array(0x10000);
  /** Whether two units may be the first ones of a word, by `pairOf`; others may share a place. */
  readonly pairs = new Uint8Array(PAIRS);
  /** Whether it holds a letter that a capital hides. */
  hasCaseVariants = false;
  private readonly mayBe = new Uint8Array(0x10000);
  private readonly edges = new Edges();
  private readonly onwards: number[][] = [[]];
  private readonly ends: number[][] = [[]];

  /** `value` is told wherever the word ends. An empty word is nowhere. */
  add(word: string, value: number): void {
    if (word === '') return;
    const [first, second] = [word.charCodeAt(0), word.charCodeAt(1)];
    this.begins[first] = 1;
    // A word of one letter goes on with anything.
    if (word.length === 1) for (let unit = 0; unit < PAIRS; unit += 1) this.pairs[pairOf(first, unit)] = 1;
    else this.pairs[pairOf(first, second)] = 1;
    let node = ROOT;
    for (let at = 0; at < word.length; at += 1) {
      const unit = word.charCodeAt(at);
      if (isCaseVariant(unit)) this.hasCaseVariants = true;
      node = this.grow(node, unit);
    }
    this.ends[node]?.push(value);
  }

  /** Whether a word begins with it or with what it may stand for. */
  mayBegin(unit: number): boolean {
    const known = this.mayBe[unit];
    if (known) return known === YES;
    const all = [unit, caseVariant(unit) ?? unit, ...lookAlikes(unit), ...lettersFor(unit)];
    const may = all.some((one) => this.begins[one] === 1);
    this.mayBe[unit] = may ? YES : NO;
    return may;
  }

  /** The node behind, or 0: nothing leads back to the root. */
  next(node: number, unit: number): number {
    return this.edges.get(node, unit);
  }

  /** The units that lead on. */
  onward(node: number): readonly number[] {
    return this.onwards[node] ?? NONE;
  }

  endsAt(node: number): readonly number[] {
    return this.ends[node] ?? NONE;
  }

  private grow(node: number, unit: number): number {
    const known = this.next(node, unit);
    if (known !== ROOT) return known;
    const made = this.ends.length;
    this.edges.set(node, unit, made);
    this.onwards[node]?.push(unit);
    this.onwards.push([]);
    this.ends.push([]);
    return made;
  }
}

/** A place in `pairs`. */
export function pairOf(first: number, second: number): number {
  return (Math.imul(first, 0x9e5) ^ second) & (PAIRS - 1);
}

const PAIRS = 0x10000;
export const ROOT = 0;
const [YES, NO] = [1, 2];
const NONE: readonly number[] = [];
