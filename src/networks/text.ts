/** Ways in which networks count text. */

/** What a person sees as one character (UAX #29): an emoji with its modifiers counts one. */
export function graphemes(text: string): number {
  // ASCII without a carriage return cannot combine, and is most of what is counted while somebody types.
  if (/^[\x20-\x7e\n]*$/.test(text)) return text.length;
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

export function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
