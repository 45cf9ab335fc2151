/**
 * Finds words and phrases as people mean them: whatever their case, their accents and the blanks between them, and
 * never within another word.
 */

export interface Found {
  /** As it stands in the text. */
  words: string;
  /** Where it begins and ends (UTF-16). */
  start: number;
  end: number;
}

/** A text that words are looked for in. Made once for many of them: folding takes longer than looking. */
export interface Folded {
  text: string;
  folded: string;
  /** For each unit of `folded` where the character begins that it came from. */
  origins: number[];
}

/** The first place that holds these words. */
export function findWords(within: Folded, words: string): Found | undefined {
  const sought = soughtBy(words);
  if (!sought) return undefined;
  const { pattern, begins, ends } = sought;
  pattern.lastIndex = 0;
  for (let found = pattern.exec(within.folded); found; found = pattern.exec(within.folded)) {
    const [from, to] = [found.index, found.index + found[0].length];
    const before = begins && LAST_IN_WORD.test(within.folded.slice(Math.max(0, from - 2), from));
    const after = within.folded.slice(to, to + 2);
    if (!before && !(ends && FIRST_IN_WORD.test(after)) && !FIRST_IS_MARK.test(after))
      return foundAt(within, from, to);
    // A whole character on: half of one leads back to its beginning.
    pattern.lastIndex = from + ((within.folded.codePointAt(from) ?? 0) > 0xffff ? 2 : 1);
  }
  return undefined;
}

function foundAt(within: Folded, from: number, to: number): Found {
  const start = within.origins[from] ?? 0;
  const end = endOf(within, to);
  return { words: within.text.slice(start, end), start, end };
}

/** "… with a GUARANTEE of …": what was found, among its neighbours. */
export function around(text: string, { start, end }: Found): string {
  const before = [...text.slice(0, start)];
  const after = [...text.slice(end)];
  const head = before.length > NEIGHBOURS ? ['…', ...before.slice(-NEIGHBOURS)] : before;
  const tail = after.length > NEIGHBOURS ? [...after.slice(0, NEIGHBOURS), '…'] : after;
  return `${head.join('')}${text.slice(start, end)}${tail.join('')}`.replaceAll(/\s+/g, ' ').trim();
}

/** Without case and accents. Equal words have equal foldings. */
export function fold(text: string): string {
  return foldText(text).folded;
}

export function foldText(text: string): Folded {
  let folded = '';
  const origins: number[] = [];
  let at = 0;
  for (const character of text) {
    const written = foldCharacter(character);
    for (let unit = 0; unit < written.length; unit += 1) origins.push(at);
    folded += written;
    at += character.length;
  }
  return { text, folded, origins };
}

/** Alone, since some letters fold by their neighbours (a sigma at a word's end), and up between down: ß and ẞ are ss. */
function foldCharacter(character: string): string {
  if (character <= '\x7f') return character.toLowerCase();
  const plain = character.normalize('NFKD').replace(UNSEEN, '');
  return [...plain].map((one) => one.toLowerCase().toUpperCase().toLowerCase().replace(UNSEEN, '')).join('');
}

/** Accents that follow the last character belong to what was found. */
function endOf({ text, origins }: Folded, end: number): number {
  const last = origins[end - 1] ?? 0;
  const next = origins[end] ?? text.length;
  return next > last ? next : last + String.fromCodePoint(text.codePointAt(last) ?? 0).length;
}

interface Sought {
  pattern: RegExp;
  /** A letter before it, or behind it, would make another word of it. */
  begins: boolean;
  ends: boolean;
}

/** Undefined: there is nothing to look for. */
function soughtBy(words: string): Sought | undefined {
  const known = sought.get(words);
  if (known) return known;
  const parts = fold(words)
    .split(/\s+/)
    .filter((part) => part !== '');
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const escaped = parts.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const made = {
    pattern: new RegExp(escaped.join('\\s+'), 'gu'),
    begins: FIRST_IN_WORD.test(first) || /^[#@]/.test(first),
    ends: LAST_IN_WORD.test(last),
  };
  sought.set(words, made);
  return made;
}

/** The team file's words: few, and the same for every post. */
const sought = new Map<string, Sought>();

/** Scripts that put no blanks between words, as a class of an expression with the flag v. */
export const UNSPACED =
  '[\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]';

/**
 * Two of these side by side are one word; of unspaced scripts none is, as every place there may be a border. A symbol at
 * the edge ("C++") is a border by itself, but # and @ within a word begin no tag.
 */
const IN_WORD = `[[\\p{L}\\p{N}\\p{M}_]--${UNSPACED}]`;
const FIRST_IN_WORD = new RegExp(`^${IN_WORD}`, 'v');
const LAST_IN_WORD = new RegExp(`${IN_WORD}$`, 'v');
const FIRST_IS_MARK = /^\p{M}/u;

/** Accents, and what is not seen at all (soft hyphens, joiners); not the vowels that other scripts write as marks. */
const UNSEEN =
  /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]|\p{Default_Ignorable_Code_Point}/gu;

const NEIGHBOURS = 25;
