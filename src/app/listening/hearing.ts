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
    const gone = event.messages.map((message) => `${event.channel}/${message}`);
    return takeAway(app, source, gone);
  }
  // A preview that was added is no edit of the author's.
  if (event.author.isBot || (event.kind === 'edit' && event.editedAt === undefined)) return undefined;
  return hear(app, source, event);
}

async function hear(app: App, source: ListeningSource, event: HeardMessage | HeardEdit): Promise<void> {
  const messenger = app.messengers.get(event.chat);
  const words = (await messenger?.readable(event)) ?? event.text;
  if (words.trim() === '') return;
  const { id, name } = event.author;
  // A kindness of the card: without it the chat's own id stands there.
  const called = name ?? (await messenger?.member(id).catch(() => undefined))?.name ?? id;
  await takeIn(app, source, [itemOf(event, words, called)]);
}

function itemOf(event: HeardMessage | HeardEdit, text: string, name: string): Item {
  const { channel, message, author, at, replyTo } = event;
  const parent = replyTo && `${replyTo.channel}/${replyTo.message}`;
  return {
    ...{ id: `${channel}/${message}`, kind: 'message', text, at, audience: 'public' },
    author: { id: author.id, name, handle: `@${name}` },
    thread: parent ?? `${channel}/${message}`,
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
