import type { Looking, Seen } from './seat.ts';

export type Words = (string | RegExp)[] | string | RegExp;

/** The newest message that says all of this. */
export function matches(messages: Seen[], words: Words, { isPrivate, besides }: Looking): Seen | undefined {
  const all = Array.isArray(words) ? words : [words];
  const says = (message: Seen) =>
    all.every((one) => (typeof one === 'string' ? message.words.includes(one) : one.test(message.words)));
  return messages.findLast(
    (message) =>
      says(message) &&
      !besides?.has(message.id) &&
      (isPrivate === undefined || message.isPrivate === isPrivate),
  );
}

export function notSaid(chat: string, words: Words, messages: Seen[], cause: unknown): Error {
  const said = messages.slice(-3).map((one) => one.words);
  return new Error([`${chat} never said "${words}". It says:`, ...said].join('\n---\n'), { cause });
}
