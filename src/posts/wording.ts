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

/** The first place that holds these words. */
export function findWords(text: string, words: string): Found | undefined {
  const folded = foldWithOrigins(text);
  const found = patternOf(words)?.exec(folded.text);
  if (!found) return undefined;
  const start = folded.origins[found.index] ?? 0;
  const end = endOf(folded, found.index + found[0].length, text);
  return { words: text.slice(start, end), start, end };
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
  return foldWithOrigins(text).text;
}

interface Folded {
  text: string;
  /** For each unit of `text` where the character begins that it came from. */
  origins: number[];
}

function foldWithOrigins(text: string): Folded {
  let folded = '';
  const origins: number[] = [];
  let at = 0;
  for (const character of text) {
    const written = foldCharacter(character);
    for (let unit = 0; unit < written.length; unit += 1) origins.push(at);
    folded += written;
    at += character.length;
  }
  return { text: folded, origins };
}

/** Alone, since some letters fold by their neighbours (a sigma at a word's end), and up between down: ß and ẞ are ss. */
function foldCharacter(character: string): string {
  if (character <= '\x7f') return character.toLowerCase();
  const plain = character.normalize('NFKD').replace(UNSEEN, '');
  return [...plain].map((one) => one.toLowerCase().toUpperCase().toLowerCase().replace(UNSEEN, '')).join('');
}

/** Accents that follow the last character belong to what was found. */
function endOf({ origins }: Folded, end: number, text: string): number {
  const last = origins[end - 1] ?? 0;
  const next = origins[end] ?? text.length;
  return next > last ? next : last + String.fromCodePoint(text.codePointAt(last) ?? 0).length;
}

/** Undefined: there is nothing to look for. */
function patternOf(words: string): RegExp | undefined {
  const known = patterns.get(words);
  if (known) return known;
  const parts = fold(words)
    .split(/\s+/)
    .filter((part) => part !== '')
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  if (parts.length === 0) return undefined;
  const begins = new RegExp(`^(?:${IN_WORD}|[#@])`, 'v').test(fold(words).trimStart());
  const ends = new RegExp(`${IN_WORD}$`, 'v').test(fold(words).trimEnd());
  const made = new RegExp(
    `${begins ? `(?<!${IN_WORD})` : ''}${parts.join('\\s+')}${ends ? `(?!${IN_WORD})` : ''}(?!\\p{M})`,
    'v',
  );
  patterns.set(words, made);
  return made;
}

/** The team file's words: few, and the same for every post. */
const patterns = new Map<string, RegExp>();

/** Scripts that put no blanks between words, as a class of an expression with the flag v. */
export const UNSPACED =
  '[\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]';

/**
 * Two of these side by side are one word; of unspaced scripts none is, as every place there may be a border. A symbol at
 * the edge ("C++") is a border by itself, but # and @ within a word begin no tag.
 */
const IN_WORD = `[[\\p{L}\\p{N}\\p{M}_]--${UNSPACED}]`;

/** Accents, and what is not seen at all (soft hyphens, joiners); not the vowels that other scripts write as marks. */
const UNSEEN =
  /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]|\p{Default_Ignorable_Code_Point}/gu;

const NEIGHBOURS = 25;
