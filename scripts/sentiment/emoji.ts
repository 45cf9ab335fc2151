/** What each emoji says: rated by people where a list has it, else by the keywords that describe it. */
import { createRequire } from 'node:module';
import type { WordValues } from './lexicons.ts';

const require = createRequire(import.meta.url);

export function readEmoji(english: WordValues): WordValues {
  const values: WordValues = new Map();
  const byKeyword = Object.entries(require('emojilib') as Record<string, string[]>);
  for (const [emoji, keywords] of byKeyword) {
    const known = keywords
      .map((word) => english.get(word.replaceAll('_', ' ')))
      .filter((value) => value !== undefined);
    if (known.length === 0) continue;
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    values.set(plain(emoji), Math.max(-3, Math.min(3, mean * 0.8)));
  }
  return values;
}

export async function addRatedEmoji(values: WordValues): Promise<void> {
  const { emojiEmotion } = await import('emoji-emotion');
  for (const { emoji, polarity } of emojiEmotion) values.set(plain(emoji), polarity);
  for (const [emoji, value] of Object.entries(OWN_EMOJI)) values.set(plain(emoji), value);
}

function plain(emoji: string): string {
  return emoji.replaceAll('\uFE0F', '');
}

/** As they are used, where the lists say otherwise or nothing. */
const OWN_EMOJI: Record<string, number> = {
  '😂': 1,
  '🤣': 1,
  '😭': -1,
  '😅': 0.5,
  '😊': 3,
  '😍': 4,
  '🥰': 4,
  '😘': 3,
  '❤': 4,
  '♥': 4,
  '💕': 3,
  '💙': 3,
  '💚': 3,
  '💛': 3,
  '🧡': 3,
  '💜': 3,
  '🖤': 1,
  '🤍': 3,
  '💔': -3,
  '👍': 2,
  '👎': -3,
  '👏': 2,
  '🙏': 1,
  '🙌': 3,
  '💪': 2,
  '🔥': 2,
  '🎉': 3,
  '🥳': 3,
  '✨': 2,
  '⭐': 2,
  '🌟': 2,
  '🏆': 3,
  '😎': 2,
  '🤩': 4,
  '😁': 2,
  '😄': 3,
  '😃': 3,
  '😀': 2,
  '🙂': 1,
  '😉': 1,
  '😋': 2,
  '🤗': 3,
  '😇': 2,
  '😡': -4,
  '😠': -3,
  '🤬': -4,
  '🤮': -4,
  '🤢': -3,
  '🙄': -2,
  '😒': -2,
  '😤': -2,
  '😞': -3,
  '😔': -2,
  '😢': -2,
  '😩': -2,
  '😫': -2,
  '😣': -2,
  '😖': -2,
  '😱': -1,
  '🤦': -2,
  '🤷': -0.5,
  '🤔': -0.5,
  '💩': -2,
  '🖕': -4,
  '🤡': -3,
  '😴': -0.5,
  '🥱': -1,
  '😷': -1,
  '🤒': -2,
  '😳': -0.5,
  '☹': -2,
  '🙁': -2,
  '😕': -1.5,
  '😐': -1,
  '😑': -1.5,
  '💀': -0.5,
  '🚨': -0.5,
  '⚠': -1,
  '❌': -1.5,
  '✅': 1,
  '💯': 3,
  '👌': 2,
  '🤝': 1,
  '☀': 1,
  '🌞': 2,
  '🍀': 1,
  '🎂': 2,
  '🎁': 2,
  '🥂': 2,
  '🍻': 2,
  '😌': 2,
  '☺': 3,
  '🤤': 2,
  '🥺': -0.5,
  '👇': 0,
  '👉': 0,
  '📢': 0,
  '📣': 0,
  '📷': 0,
  '📸': 0,
  '▶': 0,
  '➡': 0,
  '🔗': 0,
  '📰': 0,
  '🗞': 0,
  '🕐': 0,
  '🎥': 0,
};
