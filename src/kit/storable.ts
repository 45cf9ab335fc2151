/** Words without what PostgreSQL does not hold, and no keyboard types: NUL, and halves of characters. */
export function storable(words: string): string {
  return Buffer.from(words).toString().replaceAll('\0', '');
}
