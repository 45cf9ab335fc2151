/** All emoji of a text, custom ones too, in their order. In code a custom emoji is only its name. */
import { emojiIn, type Span } from './folding/emoji.ts';
import type { Reading } from './reading.ts';

export function allEmoji(reading: Reading): Span[] {
  const { markup, isAscii } = reading;
  // Even a keycap has a sign beyond ASCII.
  if (isAscii && !markup) return [];
  const custom = (markup?.objects ?? []).filter(({ kind }) => kind === 'emoji');
  return [...custom, ...emojiIn(reading.raw)].sort((one, other) => one.start - other.start);
}
