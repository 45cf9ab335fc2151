/** Words without what PostgreSQL does not hold, and no keyboard types: NUL, and halves of characters. */
export function storable(words: string): string {
  return Buffer.from(words).toString().replaceAll('\0', '');
}

/** The same of what goes out: a line break is one character, whatever a program made of it. */
export function writable(words: string): string {
  return storable(words).replaceAll(/\r\n?/g, '\n');
}

/** At most `most` units of UTF-16 from the beginning, and no half of a character. */
export function cut(words: string, most: number): string {
  if (words.length <= most) return words;
  const isHalf = /[\uD800-\uDBFF]/.test(words.charAt(most - 1));
  return words.slice(0, isHalf ? most - 1 : most);
}

/** The same, with an ellipsis in the place of what is left out. */
export function shortened(words: string, most: number): string {
  return words.length <= most ? words : `${cut(words, most - 1).trimEnd()}…`;
}
