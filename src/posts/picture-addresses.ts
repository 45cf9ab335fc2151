/** Web addresses in one field, separated by blanks, lines, commas or semicolons. An address may hold either of its own. */

/** A comma or a semicolon separates where a blank, another address, or the end follows. */
export function pictureAddresses(words: string): string[] {
  return words
    .split(/\s+|[,;]+(?=\s|https?:\/\/|[,;]|$)/i)
    .filter((word) => word !== '' && !/^[,;]+$/.test(word));
}
