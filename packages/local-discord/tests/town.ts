/** A small guild for the tests, with a real discord.js client in it. */

import type { RESTOptions, ResponseLike } from '@discordjs/rest';
import { Client, type ClientOptions, Events, GatewayIntentBits, Partials } from 'discord.js';
import { createLocalDiscord, type LocalDiscord, type LocalDiscordOptions } from '../src/index.ts';

export const GUILD = '100000000000000001';
export const APP = '100000000000000002';
export const BOT = '100000000000000003';
export const OWNER = '100000000000000010';
export const ANNA = '100000000000000011';
export const BEN = '100000000000000012';
export const EDITORS = '100000000000000020';
export const MODERATORS = '100000000000000021';
export const SOCIAL = '100000000000000030';
export const STAFF = '100000000000000031';
export const TOKEN = 'a-token-of-the-playground';

export class TestClock {
  #now = Date.parse('2026-11-23T09:00:00Z');

  now(): number {
    return this.#now;
  }

  forward(ms: number): void {
    this.#now += ms;
  }
}

export interface Town {
  discord: LocalDiscord;
  clock: TestClock;
  /** Logs a new client in, ready. All are destroyed by `close`. */
  login(options?: Partial<ClientOptions>): Promise<Client<true>>;
  close(): Promise<void>;
}

export async function openTown(options: Partial<LocalDiscordOptions> = {}): Promise<Town> {
  const clock = new TestClock();
  const discord = createLocalDiscord({ clock, ...townOptions(), rateLimits: 'off', ...options });
  await discord.start();
  const clients: Client[] = [];
  return {
    discord,
    clock,
    async login(clientOptions = {}) {
      const client = newClient(discord, clientOptions);
      clients.push(client);
      const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
      await client.login(TOKEN);
      return ready;
    },
    async close() {
      await Promise.all(clients.map((client) => client.destroy()));
      await discord.stop();
    },
  };
}

export function newClient(discord: LocalDiscord, options: Partial<ClientOptions> = {}): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMembers,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.GuildMessageReactions,
      GatewayIntentBits.DirectMessages,
      GatewayIntentBits.MessageContent,
    ],
    partials: [Partials.Channel, Partials.Message, Partials.Reaction],
    rest: { api: discord.apiUrl, makeRequest },
    ...options,
  });
}

/** Node's own fetch: in a process that has loaded another undici first, the client's own sends no files. */
const makeRequest: RESTOptions['makeRequest'] = (url, init) =>
  fetch(url, init as RequestInit) as unknown as Promise<ResponseLike>;

function townOptions(): Pick<LocalDiscordOptions, 'guild' | 'application'> {
  return {
    guild: {
      id: GUILD,
      name: 'Harbour',
      ownerId: OWNER,
      roles: [
        { id: EDITORS, name: 'Editors', color: 0x3366ff, position: 1, permissions: '0' },
        { id: MODERATORS, name: 'Moderators', position: 2, permissions: 1n << 40n },
      ],
      members: [
        { user: { id: OWNER, username: 'olga', global_name: 'Olga' } },
        { user: { id: ANNA, username: 'anna', global_name: 'Anna', locale: 'de' }, roles: [EDITORS] },
        { user: { id: BEN, username: 'ben' }, nick: 'Benny', roles: [MODERATORS] },
      ],
      channels: [
        { id: SOCIAL, name: 'social', topic: 'What goes out' },
        {
          id: STAFF,
          name: 'staff',
          overwrites: [
            { id: GUILD, type: 0, deny: 1n << 10n },
            { id: MODERATORS, type: 0, allow: 1n << 10n },
            { id: BOT, type: 1, allow: 1n << 10n },
          ],
        },
      ],
    },
    application: { id: APP, botUserId: BOT, token: TOKEN, name: 'Bellwether' },
  };
}

/** Waits for one event of a client that passes the test. */
export function nextEvent<T>(
  client: Client,
  event: string,
  fits: (value: T) => boolean = () => true,
): Promise<T> {
  return new Promise((resolve) => {
    const listener = (value: T) => {
      if (!fits(value)) return;
      client.off(event, listener as never);
      resolve(value);
    };
    client.on(event, listener as never);
  });
}
