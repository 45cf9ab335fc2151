/** A channel in which posts would fail is found when the account is looked at, before anything is due. */

import { createLocalDiscord, type LocalDiscord } from '@bellwether/local-discord';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { network } from '../../../src/networks/discord-channel/index.ts';
import { intentAt, outside, textOf } from '../servers/outside.ts';

const GUILD = '1024000000000000001';
const EVERYBODY = { id: GUILD, type: 0 as const };
const [VIEW, SEND, FILES, HISTORY] = [1024n, 2048n, 32768n, 65536n];
const CHANNELS = [
  { name: 'news' },
  { name: 'announcements', type: 5 },
  { name: 'ideas', type: 15 },
  { name: 'photos', type: 16 },
  { name: 'rooms', type: 4 },
  { name: 'silent', overwrites: [{ ...EVERYBODY, deny: SEND }] },
  { name: 'no files', overwrites: [{ ...EVERYBODY, deny: FILES | HISTORY }] },
  { name: 'hidden', overwrites: [{ ...EVERYBODY, deny: VIEW }] },
].map((channel, index) => ({ id: `10240000000000001${String(index).padStart(2, '0')}`, ...channel }));

let discord: LocalDiscord;

beforeAll(async () => {
  discord = createLocalDiscord({
    clock: Date,
    rateLimits: 'off',
    application: {
      id: '1024000000000000020',
      botUserId: '1024000000000000021',
      token: 'a-token-of-the-bot',
      permissions: VIEW | SEND | FILES | HISTORY,
    },
    guild: {
      id: GUILD,
      name: 'Acme',
      ownerId: '1024000000000000010',
      roles: [{ id: GUILD, name: '@everyone', permissions: 0n }],
      members: [{ user: { id: '1024000000000000010', username: 'reader' } }],
      channels: CHANNELS,
    },
  });
  await discord.start();
});
afterAll(() => discord.stop());

function connect(name: string) {
  const channel = CHANNELS.find((one) => one.name === name)?.id;
  const account = { token: 'a-token-of-the-bot', channel, api_url: discord.apiUrl };
  return network.connect(network.account.parse(account), outside());
}

it.each(['news', 'announcements'])('#%s takes posts', async (name) => {
  const { url } = await connect(name).identify();
  expect(url).toContain(`/channels/${GUILD}/`);
  await connect(name).publish(textOf('Hello'), intentAt(), async () => {});
});

it.each([
  [
    'ideas',
    'Discord: the channel is a forum, where each post is a thread with a name.',
    'text or announcement',
  ],
  [
    'photos',
    'Discord: the channel is a media channel, where each post is a thread with a name.',
    'text or announcement',
  ],
  ['rooms', 'Discord: the channel is a category.', 'text or announcement'],
  ['silent', 'Discord: the bot lacks Send Messages in the channel.', "the bot's role"],
  ['no files', 'Discord: the bot lacks Attach Files, Read Message History in the channel.', "the bot's role"],
  ['hidden', 'Discord: Missing Access.', 'Let the bot view'],
])('#%s does not, which is told with the remedy', async (name, message, remedy) => {
  await expect(connect(name).identify()).rejects.toMatchObject({
    reason: 'unauthorized',
    message,
    remedy: expect.stringContaining(remedy),
  });
});

it.each(['ideas', 'photos', 'rooms', 'silent'])('a post to #%s waits for its account', async (name) => {
  const sent = connect(name).publish(textOf('Hello'), intentAt(), async () => {});
  await expect(sent).rejects.toMatchObject({ reason: 'unauthorized' });
});
