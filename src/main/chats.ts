/** The chats that have tokens, for the bot: their listeners. */
import type { Environment } from '../../config/env.ts';
import type { App } from '../app/app.ts';
import { type ChatSurroundings, discordOptions, shared } from '../assembly/messengers.ts';
import type { Chat } from '../chat/chat.ts';
import type { Dispatcher } from '../chat/dispatch.ts';
import type { Journal } from '../chat/journal.ts';
import type { HeardHandler } from '../chat/listeners.ts';
import type { Mount } from '../web/mount.ts';

/** Loads what listening takes, ahead of it. A fault of the loading shows when it is used. */
export async function warmUpChats({ slack, discord }: Environment): Promise<void> {
  const load = [];
  if (slack) load.push(import('../chat/slack/index.ts').then((adapter) => adapter.warmUp()));
  if (discord) load.push(import('../chat/discord/index.ts').then((adapter) => adapter.warmUp()));
  await Promise.allSettled(load);
}

export interface Listening {
  chats: Chat[];
  /** What the web server takes for them. */
  mounts: Mount[];
}

export async function openChats(
  around: ChatSurroundings,
  dispatcher: Dispatcher<App>,
  handler: HeardHandler,
  journal: Journal,
): Promise<Listening> {
  const { slack, discord } = around.environment;
  const listening: Listening = { chats: [], mounts: [] };
  if (slack) {
    const { createSlackChat, EVENTS_PATH } = await import('../chat/slack/index.ts');
    const chat = createSlackChat({ ...slack, ...shared(around), journal }, dispatcher, handler);
    listening.chats.push(chat);
    if (!slack.appToken)
      listening.mounts.push({ prefix: EVENTS_PATH, listener: chat.listener, mostBytes: MOST_BYTES });
  }
  if (discord) {
    const { createDiscordChat } = await import('../chat/discord/index.ts');
    listening.chats.push(
      createDiscordChat({ ...discordOptions(discord, around), journal }, dispatcher, handler),
    );
  }
  return listening;
}

/** Slack's longest payloads, a view with all that was typed into it, have a tenth of that. */
const MOST_BYTES = 2_000_000;
