/** The chats that have tokens: their messengers for whoever speaks, their listeners for the bot. */
import type { Environment } from '../../config/env.ts';
import type { Team } from '../../config/team.ts';
import type { App } from '../app/app.ts';
import type { Chat, Messenger } from '../chat/chat.ts';
import type { Dispatcher } from '../chat/dispatch.ts';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Database } from '../store/database.ts';
import * as media from '../store/media.ts';
import type { Mount } from '../web/mount.ts';

export interface ChatSurroundings {
  environment: Environment;
  team: Team;
  database: Database;
  clock: Clock;
  log: Log;
}

/** By the chat's name. Each adapter is loaded only where its token is set: it costs time and memory. */
export async function openMessengers(around: ChatSurroundings): Promise<Map<string, Messenger>> {
  const { slack, discord } = around.environment;
  const opened: Messenger[] = [];
  if (slack) {
    const { createSlackMessenger } = await import('../chat/slack/index.ts');
    opened.push(createSlackMessenger({ ...slack, ...shared(around) }));
  }
  if (discord) {
    const { createDiscordMessenger } = await import('../chat/discord/index.ts');
    opened.push(createDiscordMessenger(discordOptions(discord, around)));
  }
  return new Map(opened.map((messenger) => [messenger.chat, messenger]));
}

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

export async function openChats(around: ChatSurroundings, dispatcher: Dispatcher<App>): Promise<Listening> {
  const { slack, discord } = around.environment;
  const listening: Listening = { chats: [], mounts: [] };
  if (slack) {
    const { createSlackChat, EVENTS_PATH } = await import('../chat/slack/index.ts');
    const chat = createSlackChat({ ...slack, ...shared(around) }, dispatcher);
    listening.chats.push(chat);
    if (!slack.appToken) listening.mounts.push({ prefix: EVENTS_PATH, listener: chat.listener });
  }
  if (discord) {
    const { createDiscordChat } = await import('../chat/discord/index.ts');
    listening.chats.push(createDiscordChat(discordOptions(discord, around), dispatcher));
  }
  return listening;
}

function discordOptions(discord: NonNullable<Environment['discord']>, around: ChatSurroundings) {
  return { ...discord, ...shared(around), guild: around.team.servers.discord };
}

function shared({ database, clock, log }: ChatSurroundings) {
  return { clock, log, media: (hash: string) => pictureOf(database, hash) };
}

async function pictureOf(database: Database, hash: string) {
  const kept = await media.find(database, hash);
  if (!kept) throw new Error(`The picture ${hash} is not kept any more.`);
  const { bytes, contentType } = kept;
  return { bytes, contentType, name: `${hash.slice(0, 12)}.${contentType.split('/')[1] ?? 'bin'}` };
}
