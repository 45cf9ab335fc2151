/** Words as they are compared: lower case, without marks, and with one kind of dash and of apostrophe. */

export interface Folded {
  text: string;
  /** What was typed there, from one place of the folded text to another. */
  typed(from: number, to: number): string;
}

export function fold(words: string): Folded {
  const typed = [...words.normalize('NFC')];
  const pieces = typed.map(foldOne);
  const places = pieces.flatMap((piece, index) => [...piece].map(() => index));
  const text = pieces.join('');
  return {
    text,
    typed: (from, to) =>
      typed.slice(places[from] ?? typed.length, (places[to - 1] ?? typed.length) + 1).join(''),
  };
}

function foldOne(character: string): string {
  const own = OWN[character.toLowerCase()];
  if (own !== undefined) return own;
  if (IS_UNSEEN.test(character)) return '';
  return character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Of no width, or turning the direction: they come along where something is copied. */
const IS_UNSEEN = /^\p{Cf}$/u;

/** What no normalisation of Unicode takes apart. */
const OWN: Record<string, string> = {
  '∶': ':',
  ...{ ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', '½': '.5', '¼': '.25', '¾': '.75' },
  ...Object.fromEntries([...'‐‑‒–—―−'].map((dash) => [dash, '-'])),
  ...Object.fromEntries([...'‘’ʼ´`'].map((mark) => [mark, "'"])),
};
