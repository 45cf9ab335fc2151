/**
 * Looks up what a word says by itself: exactly, then without stretched letters, without accents, as an English word,
 * without its ending, by its stem. Each step away from the word as it stands counts for less.
 */

/** Words and phrases of up to three words, -4 to 4; 0 for words that only look like one; `stem*` for all that begin so. */
export type Entries = Iterable<[string, number]>;

const LAUGHTER =
  /^(?:a?(?:ha|he|hi|hé){2,}h?|(?:ja|je|ji){2,}j?|l+o+l+|lmf?ao+|ro+fl|mdr+|ptdr+|x+d+|k{3,}|(?:rs){2,}|(?:ah){2,}a?)$/;
const LAUGHS = 1.5;
const SHARES = { bare: 0.9, english: 0.8, ending: 0.8, stem: 0.6 };
/** Letters that stay when an ending is taken off, and of a stem that entries share. */
const SHORTEST = 5;
const STEM = 6;
/** More letters after a stem are another word: "Pflegefachkraft". */
const MOST_ENDING = 4;
const MOST_WORDS = 3;

export class Lexicon {
  private readonly words = new Map<string, number>();
  private readonly bare = new Map<string, number>();
  private readonly stems = new Map<string, number>();
  private readonly shared = new Map<string, number>();
  /** First words of phrases. */
  private readonly openings = new Set<string>();
  private readonly found = new Map<string, number>();
  private readonly english: Lexicon | undefined;

  constructor(entries: Entries, english?: Lexicon) {
    this.english = english;
    const families = new Map<string, number[]>();
    for (const [word, value] of entries) this.add(word, value, families);
    for (const [stem, values] of families) this.shared.set(stem, mean(values));
  }

  /** Of one word in small letters; 0 when it says nothing. */
  valueOf(word: string): number {
    const known = this.found.get(word);
    if (known !== undefined) return known;
    const value = this.lookUp(word);
    if (this.found.size >= MOST_REMEMBERED) this.found.clear();
    this.found.set(word, value);
    return value;
  }

  /** The longest phrase that begins at this place: how many words it has, and its value. */
  phraseAt(words: string[], at: number): { length: number; value: number } | undefined {
    const first = words[at];
    if (first === undefined || !this.openings.has(first)) return undefined;
    for (let length = MOST_WORDS; length > 1; length -= 1) {
      if (at + length > words.length) continue;
      const value = this.words.get(words.slice(at, at + length).join(' '));
      if (value !== undefined) return { length, value };
    }
    return undefined;
  }

  private add(word: string, value: number, families: Map<string, number[]>): void {
    if (word.endsWith('*')) {
      this.stems.set(word.slice(0, -1), value);
      return;
    }
    this.words.set(word, value);
    const space = word.indexOf(' ');
    if (space > 0) {
      this.openings.add(word.slice(0, space));
      return;
    }
    const stripped = withoutAccents(word);
    if (stripped !== word && !this.bare.has(stripped)) this.bare.set(stripped, value);
    if (word.length < STEM || value === 0) return;
    const family = families.get(word.slice(0, STEM));
    if (family) family.push(value);
    else families.set(word.slice(0, STEM), [value]);
  }

  private lookUp(written: string): number {
    if (LAUGHTER.test(written)) return LAUGHS;
    for (const word of spellings(written)) {
      const value = this.near(word) ?? this.far(word);
      if (value !== undefined) return value;
    }
    return 0;
  }

  private near(word: string): number | undefined {
    const exact = this.words.get(word) ?? this.stemOf(word);
    if (exact !== undefined) return exact;
    // Marks that somebody left out, never marks that are too many: Danish "år" is no "ar".
    const bare = this.bare.get(word);
    return bare === undefined ? undefined : bare * SHARES.bare;
  }

  private far(word: string): number | undefined {
    const english = this.english?.near(word);
    if (english !== undefined) return english * SHARES.english;
    for (let off = 1; off <= 3 && word.length - off >= SHORTEST; off += 1) {
      const value = this.words.get(word.slice(0, -off));
      if (value !== undefined) return value * SHARES.ending;
    }
    const near = word.length > STEM && word.length <= STEM + MOST_ENDING;
    const stem = near ? this.shared.get(word.slice(0, STEM)) : undefined;
    return stem === undefined ? undefined : stem * SHARES.stem;
  }

  private stemOf(word: string): number | undefined {
    for (let length = Math.min(word.length, LONGEST_STEM); length >= 3; length -= 1) {
      const value = this.stems.get(word.slice(0, length));
      if (value !== undefined) return value;
    }
    return undefined;
  }
}

/** As written, and with three letters or more of a kind as two and as one: "sooo", "goood". */
function spellings(word: string): string[] {
  if (!/(.)\1\1/.test(word)) return [word];
  return [word, word.replace(/(.)\1{2,}/g, '$1$1'), word.replace(/(.)\1{2,}/g, '$1')];
}

export function withoutAccents(word: string): string {
  return /\P{ASCII}/u.test(word) ? word.normalize('NFD').replace(/\p{M}+/gu, '') : word;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const LONGEST_STEM = 12;
/** Words whose value is remembered, so that the frequent ones cost one look. */
const MOST_REMEMBERED = 20_000;
