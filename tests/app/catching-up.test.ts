/** What was written in a channel while nobody heard it is read back at the next start, once, and nothing of before. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Listening } from '../../config/team/sections/listening.ts';
import type { App } from '../../src/app/app.ts';
import { hearMention } from '../../src/app/listening/hearing.ts';
import { readSources } from '../../src/app/listening/reading.ts';
import { ChatError, type HistoryAsked } from '../../src/chat/chat.ts';
import type { HeardMessage } from '../../src/chat/heard.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import { mentions } from '../../src/store/schema/mentions.ts';
import * as sources from '../../src/store/sources.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { emptyPosts } from '../store/empty.ts';

const log = createLog('silent');
const clock = new MovableClock();
const LISTENING: Listening = {
  sources: { support: { name: 'support', kind: 'channel', places: { discord: '33' } } },
  ...{ topics: [], route: { slack: 'C0INBOX' }, privateRoute: undefined },
  ...{ claimExpires: 60_000, approval: 'always' },
};

let opened: OpenDatabase;
let folder = '';
let written: HeardMessage[];
let isClosed: boolean;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-catching-up-'));
  await prepareEmbedded(folder);
  opened = await openDatabase({ dataDir: folder, log });
});
afterAll(async () => {
  await opened?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await emptyPosts(opened.database);
  written = [];
  isClosed = false;
});

test('what was written while nothing ran comes in at the next start, and what stood there before does not', async () => {
  write('1', 'Long ago');
  await readSources(start());
  write('2', 'While it was down');
  write('3', 'Posted by a bot', true);
  write('4', 'While it was down, too');
  expect(await texts()).toEqual([]);
  await readSources(start());
  expect(await texts()).toEqual(['While it was down', 'While it was down, too']);
  await readSources(start());
  expect(await texts()).toHaveLength(2);
});

test('the first message of an empty channel is no exception', async () => {
  await readSources(start());
  write('5', 'The first of all');
  await readSources(start());
  expect(await texts()).toEqual(['The first of all']);
});

test('what was heard is not read once more, also where it was edited since', async () => {
  const app = start();
  await readSources(app);
  const message = write('6', 'As it was written');
  await hearMention(app, message);
  message.text = 'An older copy of it';
  await readSources(start());
  expect(await texts()).toEqual(['As it was written']);
});

test('while it runs a channel is read back now and then', async () => {
  const app = start();
  await readSources(app);
  write('7', 'Never heard');
  await readSources(app);
  expect(await texts()).toEqual([]);
  clock.moveTo(clock.now() + 10 * 60_000);
  await readSources(app);
  expect(await texts()).toEqual(['Never heard']);
});

test('a channel that cannot be read back is no source that is away, and loses nothing', async () => {
  await readSources(start());
  write('8', 'While it was closed');
  isClosed = true;
  const app = start();
  await readSources(app);
  expect((await sources.find(opened.database, 'support'))?.fault).toBeNull();
  isClosed = false;
  await readSources(app);
  expect(await texts()).toEqual(['While it was closed']);
});

function write(message: string, text: string, isBot = false): HeardMessage {
  const one: HeardMessage = {
    ...{ kind: 'message', chat: 'discord', event: message, channel: '33', message, text, names: {} },
    ...{ author: { id: 'kim', name: 'Kim', isBot }, at: clock.now() },
  };
  written.push(one);
  return one;
}

/** A process of its own. */
function start(): App {
  const messenger = {
    async history(_channel: string, { after, limit }: HistoryAsked) {
      if (isClosed) throw new ChatError('refused', 'Missing access.');
      return after === undefined
        ? written.slice(-limit)
        : written.filter(({ message }) => Number(message) > Number(after)).slice(0, limit);
    },
    readable: async ({ text }: { text: string }) => text,
  };
  return {
    ...{ clock, log, database: opened.database, messengers: new Map([['discord', messenger]]) },
    queue: { add: async () => {} },
    accounts: { get: () => undefined, titleOf: (name: string) => name },
    team: { channels: { review: {} }, sections: new Map([['listening', LISTENING]]) },
    moods: {
      of: async () => ({ label: 'neutral', score: 0, confidence: 0.9, lang: 'en' }),
      learn: async () => {},
    },
  } as unknown as App;
}

async function texts(): Promise<string[]> {
  const rows = await opened.database.select().from(mentions).orderBy(mentions.id);
  return rows.map(({ text }) => text);
}
