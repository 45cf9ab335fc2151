/** The chats that have tokens, for whoever speaks. */
import type { Environment } from '../../config/env.ts';
import type { Team } from '../../config/team.ts';
import type { Messenger } from '../chat/chat.ts';
import type { Moderator } from '../chat/moderating.ts';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import { CROSSED_OUT } from '../media/crossed-out.ts';
import { hashOf } from '../media/hash.ts';
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
export function shared({ database, clock, log }: Pick<ChatSurroundings, 'database' | 'clock' | 'log'>) {
  return { clock, log, media: (hash: string) => pictureOf(database, log, hash) };
}

/** People decide on what they see, so it is what goes out or nothing. A card without its picture is better than none. */
async function pictureOf(database: Database, log: Log, hash: string) {
  const kept = await media.find(database, hash);
  if (!kept || hashOf(kept.bytes) !== hash) {
    log.error({ hash }, 'a picture is not kept as it was given; cards show a crossed-out frame in its place');
    return { bytes: CROSSED_OUT, contentType: 'image/png', name: 'changed.png' };
  }
  const { bytes, contentType } = kept;
  return { bytes, contentType, name: `${hash.slice(0, 12)}.${contentType.split('/')[1] ?? 'bin'}` };
}
