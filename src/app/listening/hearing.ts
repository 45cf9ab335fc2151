/** Messages in the channels that the team listens to, as items. Nothing is ever answered there by a plain message. */
import {
  type Listening,
  type ListeningSource,
  section as listening,
} from '../../../config/team/sections/listening.ts';
import type { HeardDelete, HeardEdit, HeardMessage } from '../../chat/heard.ts';
import type { Item } from '../../listening/item.ts';
import type { App } from '../app.ts';
import { takeAway, takeIn } from './taking-in.ts';

/** Chat → ids of channels. */
export function channelsOf({ sources }: Listening): Record<string, string[]> {
  const channels: Record<string, string[]> = {};
  for (const source of Object.values(sources)) {
    if (source.kind !== 'channel') continue;
    for (const [chat, channel] of Object.entries(source.places)) {
      channels[chat] ??= [];
      channels[chat].push(channel);
    }
  }
  return channels;
}

export function hearMention(
  app: App,
  event: HeardMessage | HeardEdit | HeardDelete,
): Promise<void> | undefined {
  const source = sourceOf(listening.of(app.team), event);
  if (!source) return undefined;
  if (event.kind === 'delete') {
    const gone = event.messages.map((message) => idOf({ channel: event.channel, message }));
    return takeAway(app, source, gone);
  }
  // A preview that was added is no edit of the author's.
  if (event.author.isBot || (event.kind === 'edit' && event.editedAt === undefined)) return undefined;
  return hear(app, source, event);
}

async function hear(app: App, source: ListeningSource, event: HeardMessage | HeardEdit): Promise<void> {
  const item = await itemIn(app, event);
  if (item) await takeIn(app, source, [item]);
}

/** Undefined for a message without words. */
export async function itemIn(app: App, event: HeardMessage | HeardEdit): Promise<Item | undefined> {
  const messenger = app.messengers.get(event.chat);
  const words = (await messenger?.readable(event)) ?? event.text;
  if (words.trim() === '') return undefined;
  const { id, name } = event.author;
  // A kindness of the card: without it the chat's own id stands there.
  const called = name ?? (await messenger?.member(id).catch(() => undefined))?.name ?? id;
  return itemOf(event, words, called);
}

/** What a message is known by among the mentions of a source. */
export function idOf({ channel, message }: { channel: string; message: string }): string {
  return `${channel}/${message}`;
}

function itemOf(event: HeardMessage | HeardEdit, text: string, name: string): Item {
  const { author, at, replyTo } = event;
  const parent = replyTo && idOf(replyTo);
  return {
    ...{ id: idOf(event), kind: 'message', text, at, audience: 'public' },
    author: { id: author.id, name, handle: `@${name}` },
    thread: parent ?? idOf(event),
    ...(parent !== undefined && { inReplyTo: parent }),
    ...(event.kind === 'edit' && { editedAt: event.editedAt }),
  };
}

function sourceOf(
  { sources }: Listening,
  { chat, channel, parent }: { chat: string; channel: string; parent?: string },
): ListeningSource | undefined {
  return Object.values(sources).find((source) => {
    if (source.kind !== 'channel') return false;
    const place = source.places[chat];
    return place !== undefined && (place === channel || place === parent);
  });
}
