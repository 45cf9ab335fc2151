/** What tells messages apart that say the same: their words without case, disguise or punctuation, and their files. */
import { alike } from './folding/alike.ts';
import { fingerprintOf } from './history.ts';
import type { Message } from './message.ts';
import { Reading, VIEW } from './reading.ts';

/** Undefined for a message without words and files. */
export function fingerprint(message: Message): string | undefined {
  if (!known.has(message)) known.set(message, fingerprintOfAll(message));
  return known.get(message);
}

/** The rule asks for it, and then the history. */
const known = new WeakMap<Message, string | undefined>();

function fingerprintOfAll({ parts, attachments }: Message): string | undefined {
  const words = parts
    .filter(({ origin }) => origin === undefined || origin === 'sticker')
    .map((part) => wordsOf(part.text, part.markup));
  const files = attachments.map(({ name, size }) => `${name}:${size ?? ''}`);
  const all = [...words, ...files].filter((one) => one !== '');
  return all.length === 0 ? undefined : fingerprintOf(all.join('\n'));
}

/** Without case, disguise or punctuation. Emoji and signs alone are what they are. */
export function wordsOf(text: string, markup = true): string {
  const reading = new Reading({ name: '', text, markup });
  const folded = reading.folded(VIEW.shown);
  const words = (reading.isAscii ? folded.text : alike(folded)).replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
  return words === '' ? text.trim() : words;
}
