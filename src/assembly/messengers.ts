/** The chats that have tokens, for whoever speaks. */
import type { Environment } from '../../config/env.ts';
import type { Team } from '../../config/team.ts';
import type { Messenger } from '../chat/chat.ts';
import type { Moderator } from '../chat/moderating.ts';
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

/** By the chat's name. */
export interface Speakers {
  messengers: Map<string, Messenger>;
  moderators: Map<string, Moderator>;
}

/** Each adapter is loaded only where its token is set: it costs time and memory. */
export async function openSpeakers(around: ChatSurroundings): Promise<Speakers> {
  const { slack, discord } = around.environment;
  const opened: { messenger: Messenger; moderator: Moderator }[] = [];
  if (slack) {
    const { createSlackSpeakers } = await import('../chat/slack/index.ts');
    opened.push(createSlackSpeakers({ ...slack, ...shared(around) }));
  }
  if (discord) {
    const { createDiscordSpeakers } = await import('../chat/discord/index.ts');
    opened.push(createDiscordSpeakers(discordOptions(discord, around)));
  }
  return {
    messengers: new Map(opened.map(({ messenger }) => [messenger.chat, messenger])),
    moderators: new Map(opened.map(({ moderator }) => [moderator.chat, moderator])),
  };
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
