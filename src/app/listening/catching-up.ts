/**
 * Reads back what was written in the channels of a source while nobody heard it: a chat tells of a message once, and not to
 * a bot that was down. What was heard is known and left as it is. Threads are not read back.
 */
import { z } from 'zod';
import type { Messenger } from '../../chat/chat.ts';
import type { HeardMessage } from '../../chat/heard.ts';
import type { Item } from '../../listening/item.ts';
import * as mentions from '../../store/mentions.ts';
import type { App } from '../app.ts';
import { idOf, itemIn } from './hearing.ts';

export interface ReadBack {
  items: Item[];
  cursor: string;
  /** A chat did not answer. */
  isPartial: boolean;
}

/** `places`: chat → channel. Without a cursor nothing of the past is told, and it begins now. */
export async function readBack(
  app: App,
  { name, places }: { name: string; places: Readonly<Record<string, string>> },
  cursor: string | undefined,
): Promise<ReadBack> {
  const since = cursorSchema.parse(cursor === undefined ? {} : JSON.parse(cursor));
  const items: Item[] = [];
  let isPartial = false;
  for (const [chat, channel] of Object.entries(places)) {
    const messenger = app.messengers.get(chat);
    if (!messenger) continue;
    const after = since[chat];
    const written = await writtenIn(messenger, channel, after).catch((error) => {
      // What is said meanwhile is heard all the same.
      app.log.warn({ err: error, source: name, chat }, 'a channel was not read back; it is tried again');
      return undefined;
    });
    isPartial ||= written === undefined;
    if (!written) continue;
    since[chat] = written.at(-1)?.message ?? after ?? NOTHING_YET;
    if (after !== undefined) items.push(...(await unheard(app, name, written)));
  }
  return { items, cursor: JSON.stringify(since), isPartial };
}

function writtenIn(
  messenger: Messenger,
  channel: string,
  after: string | undefined,
): Promise<HeardMessage[]> {
  return messenger.history(channel, after === undefined ? { limit: 1 } : { after, limit: MOST_AT_ONCE });
}

async function unheard(app: App, source: string, written: HeardMessage[]): Promise<Item[]> {
  const people = written.filter(({ author }) => !author.isBot);
  const known = await mentions.known(app.database, source, people.map(idOf));
  const items: Item[] = [];
  for (const one of people) {
    const item = known.has(idOf(one)) ? undefined : await itemIn(app, one);
    if (item) items.push(item);
  }
  return items;
}

/** Chat → the newest message that was read. */
const cursorSchema = z.record(z.string(), z.string());
/** Before the first message of an empty channel, in both chats. */
const NOTHING_YET = '0';
/** More are read next time: the cursor stands where reading stopped. */
const MOST_AT_ONCE = 500;
