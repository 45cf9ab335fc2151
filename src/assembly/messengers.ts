/** The chats that have tokens, for whoever speaks. */
import type { Environment } from '../../config/env.ts';
import type { Team } from '../../config/team.ts';
import type { Messenger } from '../chat/chat.ts';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Database } from '../store/database.ts';
import * as media from '../store/media.ts';

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

/** What the adapter is made with, to speak and to hear. */
export function discordOptions(discord: NonNullable<Environment['discord']>, around: ChatSurroundings) {
  return { ...discord, ...shared(around), guild: around.team.servers.discord };
}

/** What every adapter is made with. */
export function shared({ database, clock, log }: ChatSurroundings) {
  return { clock, log, media: (hash: string) => pictureOf(database, hash) };
}

async function pictureOf(database: Database, hash: string) {
  const kept = await media.find(database, hash);
  if (!kept) throw new Error(`The picture ${hash} is not kept any more.`);
  const { bytes, contentType } = kept;
  return { bytes, contentType, name: `${hash.slice(0, 12)}.${contentType.split('/')[1] ?? 'bin'}` };
}
