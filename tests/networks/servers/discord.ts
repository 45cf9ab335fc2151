/** The playground's local Discord as a far side. */
import { createLocalDiscord, type LocalDiscord } from '@bellwether/local-discord';
import { type Failure, type FarClock, type FarSide, WORDS } from './far-side.ts';
import { TestServer } from './server.ts';

export const CHANNEL = '1024000000000000003';
export const GUILD = '1024000000000000001';
const ROUTE = 'POST /channels/{channel_id}/messages';
const EDIT = 'PATCH /channels/{channel_id}/messages/{message_id}';
const TOKEN = 'a-token-of-the-bot';
export const READER = '1024000000000000010';

export async function startDiscord(clock: FarClock = Date): Promise<FarSide & { discord: LocalDiscord }> {
  const discord = createLocalDiscord({ ...options, clock });
  await discord.start();
  const empty = structuredClone(discord.snapshotState());
  // The local Discord always answers; this one never does.
  const silent = await new TestServer(() => new Promise(() => {})).start();
  const account = { token: TOKEN, channel: CHANNEL, api_url: discord.apiUrl };
  return {
    discord,
    account,
    wrongAccount: { ...account, token: 'not-the-token' },
    live: () =>
      discord
        .as(READER)
        .messages(CHANNEL)
        .filter(({ author }) => author.id !== READER)
        .map(({ content, attachments }) => ({
          text: content,
          images: attachments.map(({ description, size }) => ({ alt: description ?? '', bytes: size })),
        })),
    engage: async (id) => {
      const message = id.slice(id.indexOf('/') + 1);
      await discord.as(READER).react(message, '👍');
      await discord.as(READER).react(message, '🎉');
      return { reactions: 2 };
    },
    answers: () =>
      discord
        .as(READER)
        .messages(CHANNEL)
        .flatMap(({ content, referenced_message: answered }): [string, string | undefined][] =>
          answered === undefined ? [] : [[content, answered?.content]],
        ),
    said: async (text) => {
      const said = await discord.as(READER).say(CHANNEL, text);
      const author = { id: READER, handle: 'reader' };
      return { id: `${CHANNEL}/${said.message?.id}`, author, audience: 'public', warning: '' };
    },
    fail: (failure) => {
      if (failure === 'silent') account.api_url = `${silent.url}/api`;
      else discord.faults.next(ROUTE, FAULTS[failure]);
    },
    failEdit: (failure) => {
      if (failure !== 'silent') discord.faults.next(EDIT, FAULTS[failure]);
    },
    clear: () => discord.restoreState(structuredClone(empty)),
    stop: async () => {
      await silent.stop();
      await discord.stop();
    },
  };
}

const FAULTS: Record<Exclude<Failure, 'silent'>, Parameters<LocalDiscord['faults']['next']>[1]> = {
  'cut before': { loseAnswer: 'before' },
  'cut after': { loseAnswer: 'after' },
  'broken after': { cut: true },
  'rate limited': { status: 429, retryAfter: 7 },
  refused: { status: 400, body: { message: WORDS, code: 50035 } },
  unauthorized: { status: 403, body: { message: 'Missing Access', code: 50001 } },
};

const options = {
  rateLimits: 'off' as const,
  application: {
    id: '1024000000000000020',
    botUserId: '1024000000000000021',
    token: TOKEN,
    name: 'Bellwether',
  },
  guild: {
    id: GUILD,
    name: 'Acme',
    ownerId: READER,
    roles: [],
    members: [{ user: { id: READER, username: 'reader' } }],
    channels: [{ id: CHANNEL, name: 'social' }],
  },
};
