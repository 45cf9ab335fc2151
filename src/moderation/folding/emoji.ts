/** Emoji sequences of Unicode, each as one: flags, keycaps, skin tones, what is joined. */

export interface Span {
  start: number;
  end: number;
}

export function emojiIn(text: string): Span[] {
  if (!POSSIBLE.test(text)) return [];
  return [...text.matchAll(SEQUENCE)].map(({ index, 0: sequence }) => ({
    start: index,
    end: index + sequence.length,
  }));
}

const POSSIBLE =
  /\ufe0f|\u20e3|[\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\ud83c-\ud83e\u3030\u303d\u3297\u3299]/;

/**
 * A picture by itself: one that is drawn in colour unless asked otherwise, one that is asked to be, or one of the
 * older signs that Discord draws in colour (☠ ♥), but not when U+FE0E asks for plain type.
 */
const PICTURE =
  '(?:\\p{Emoji_Presentation}|\\p{Emoji}\\uFE0F|[[\\u2600-\\u27BF\\u{1F000}-\\u{1FAFF}]&&[\\p{Emoji}--\\p{Emoji_Modifier}]])(?!\\uFE0E)';
const TONE = '\\p{Emoji_Modifier}?\\uFE0F?';
const TAGS = '(?:[\\u{E0020}-\\u{E007E}]+\\u{E007F})?';
const JOINED = `(?:\\u200D(?:${PICTURE}|\\p{Extended_Pictographic})${TONE}${TAGS})*`;
const SEQUENCE = new RegExp(
  `[\\u{1F1E6}-\\u{1F1FF}]{2}|[0-9#*]\\uFE0F?\\u20E3|${PICTURE}${TONE}${TAGS}${JOINED}|[\\u{1F1E6}-\\u{1F1FF}]`,
  'gv',
);
