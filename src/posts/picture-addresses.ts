/** Web addresses in one field, separated by blanks, lines or commas. An address may hold commas of its own. */

/** A comma separates where a blank, another address, or the end follows. */
export function pictureAddresses(words: string): string[] {
  return words.split(/\s+|,+(?=\s|https?:\/\/|,|$)/i).filter((word) => word !== '' && !/^,+$/.test(word));
}
