/** Maps of the team file. */
import { CHATS } from './file.ts';

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Only the keys that name a chat. */
export function perChat<T>(values: { slack?: T; discord?: T }): Record<string, T> {
  return Object.fromEntries(
    CHATS.flatMap((chat) => (values[chat] === undefined ? [] : [[chat, values[chat]]])),
  );
}

/** Without a prototype. */
export function plain<T>(entries: [string, T][]): Record<string, T> {
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}
