/** The adapter on a local Discord: three people, one channel, a small bot. */

import { createLocalDiscord, type LocalDiscord, type LocalDiscordOptions } from '@bellwether/local-discord';
import type { APIMessage } from 'discord-api-types/v10';
import type { Chat, Member, Messenger } from '../../../src/chat/chat.ts';
import type { Definition } from '../../../src/chat/command.ts';
import {
  createDiscordChat,
  createDiscordMessenger,
  type DiscordOptions,
} from '../../../src/chat/discord/index.ts';
import { Dispatcher } from '../../../src/chat/dispatch.ts';
import type { Journal } from '../../../src/chat/journal.ts';
import type { Listener } from '../../../src/chat/listener.ts';
import { Listeners } from '../../../src/chat/listeners.ts';
import { type Clock, MovableClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import type { Role } from '../../../src/people/role.ts';
import { commands, groups, type TestApp } from './definitions.ts';
import { everyComponent } from './requests.ts';

export const GUILD = '1000000000000000001';
export const CHANNEL = '1000000000000000002';
export const AUTHORS = '1000000000000000003';
export const APPLICATION = '1000000000000000004';
export const BOT = '1000000000000000005';
export const ADA = '1000000000000000006';
export const BEN = '1000000000000000007';
export const TOKEN = 'MTAwMDAwMDAwMDAwMDAwMDAwNQ.local.token';

export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+M8AAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);

export interface Rig {
  discord: LocalDiscord;
  clock: MovableClock;
  app: TestApp;
  messenger: Messenger;
  chat: Chat;
  /** What was logged, a line each. */
  logged: string[];
  options: DiscordOptions;
  /** Another bot process beside the first, with the same store. */
  another(more?: Partial<DiscordOptions>): Chat;
  /** What the listeners are asked about: a name. */
  setTeam(team: string): void;
  stop(): Promise<void>;
}

/** What the bot listens to; its team is a name. */
export type RigListener = Listener<TestApp, string>;

export async function startRig(
  listeners: RigListener[] = [],
  more: Definition<TestApp>[] = [],
  intents: LocalDiscordOptions['application']['intents'] = {},
  journal?: Journal,
  patience?: number,
): Promise<Rig> {
  const clock = new MovableClock();
  const discord = localDiscord(clock, intents, patience);
  await discord.start();
  const app: TestApp = { calls: [], presses: [], heard: [], atWork: async () => {} };
  const logged: string[] = [];
  const log = createLog('debug', { write: (line) => void logged.push(line) });
  const media = async () => ({ bytes: PICTURE, contentType: 'image/png', name: 'cat.png' });
  const options = { token: TOKEN, apiUrl: discord.apiUrl, guild: GUILD, log, clock, media, journal };
  const messenger = createDiscordMessenger(options);
  const seen = new Set<string>();
  const dispatcher = new Dispatcher({
    definitions: [...commands, ...groups, ...more],
    app,
    log,
    who: async ({ user }, member) => person(user, member ?? (await messenger.member(user))),
    once: async (event) => !seen.has(event) && Boolean(seen.add(event)),
    journal,
  });
  let team = 'team';
  const handler = new Listeners({ listeners, app, team: () => team, log });
  const another = (more: Partial<DiscordOptions> = {}) =>
    createDiscordChat({ ...options, ...more }, dispatcher, handler);
  const chat = another();
  await chat.start();
  const setTeam = (name: string) => {
    team = name;
  };
  const stop = async () => {
    await chat.stop();
    await messenger.close();
    await discord.stop();
  };
  return { discord, clock, app, messenger, chat, logged, options, another, setTeam, stop };
}

export function localDiscord(
  clock: Clock,
  intents: LocalDiscordOptions['application']['intents'] = {},
  firstAnswerWithinMs?: number,
): LocalDiscord {
  return createLocalDiscord({
    clock,
    guild: {
      id: GUILD,
      name: 'Team',
      ownerId: BEN,
      roles: [{ id: AUTHORS, name: 'authors' }],
      members: [
        {
          user: { id: ADA, username: 'ada', global_name: 'Ada L', avatar: 'abc123' },
          ...{ nick: 'Ada', roles: [AUTHORS] },
        },
        { user: { id: BEN, username: 'ben', global_name: 'Ben' } },
      ],
      channels: [{ id: CHANNEL, name: 'social' }],
    },
    application: { id: APPLICATION, botUserId: BOT, token: TOKEN, intents },
    rateLimits: 'off',
    ...(firstAnswerWithinMs !== undefined && { firstAnswerWithinMs }),
  });
}

/** All that a message says, with its buttons' labels. */
export function wordsOf(message: APIMessage): string {
  return everyComponent(message.components ?? [])
    .flatMap((node) => [node.content ?? [], 'label' in node ? String(node.label) : []].flat())
    .join('\n');
}

/** The message with these words, once this person sees it. */
export function sees(rig: Rig, user: string, words: string, channel = CHANNEL): Promise<APIMessage> {
  return rig.discord.until(() =>
    rig.discord
      .as(user)
      .messages(channel)
      .findLast((message) => wordsOf(message).includes(words)),
  );
}

export function isPrivate(message: APIMessage): boolean {
  return ((message.flags ?? 0) & 64) !== 0;
}

/** How often the app asked for a route, and answered with what. */
export function asked(rig: Rig, route: string): { status: number; body: unknown }[] {
  return rig.discord.traffic().last.filter((request) => request.route === route);
}

function person(user: string, member: Member) {
  const roles: Role[] = member.groups.includes(AUTHORS) ? ['author'] : [];
  return { id: 1, name: member.name, timeZone: 'UTC', roles, identities: { discord: user } };
}
