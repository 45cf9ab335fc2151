/** What an account's own filters keep back: told once where the team reviews, kept true, and nothing is said without cause. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Listening } from '../../config/team/sections/listening.ts';
import type { App } from '../../src/app/app.ts';
import { inboxCard } from '../../src/app/listening/inbox-card.ts';
import { readSources } from '../../src/app/listening/reading.ts';
import { drawSource } from '../../src/app/listening/source-card.ts';
import { plainText } from '../../src/chat/card.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { MastodonConnection } from '../../src/networks/mastodon/connection.ts';
import type { Person } from '../../src/people/person.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as sources from '../../src/store/sources.ts';
import { TestMastodon } from '../networks/servers/mastodon.ts';
import { DIALECTS } from '../networks/servers/mastodon-dialects.ts';
import { outside } from '../networks/servers/outside.ts';
import { json } from '../networks/servers/server.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { emptyPosts } from '../store/empty.ts';

const log = createLog('silent');
const clock = new MovableClock();
const LISTENING: Listening = {
  sources: { ours: { name: 'ours', kind: 'account', account: 'mastodon' } },
  ...{ topics: [], route: { slack: 'C0INBOX' }, privateRoute: { slack: 'C0PRIVATE' } },
  ...{ claimExpires: 60_000, approval: 'always' },
};
const ADA: Person = { id: 1, name: 'Ada', timeZone: 'UTC', roles: ['responder'], identities: {} };
const HOUR = 3_600_000;

let opened: OpenDatabase;
let folder = '';
let far: TestMastodon;
let app: App;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-withholding-'));
  await prepareEmbedded(folder);
  opened = await openDatabase({ dataDir: folder, log });
});
afterAll(async () => {
  await opened?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await emptyPosts(opened.database);
  far = await new TestMastodon().start();
  const connection = new MastodonConnection({ ...far.account, visibility: 'public' }, outside());
  app = {
    ...{ clock, log, database: opened.database, messengers: new Map() },
    queue: { add: async () => {} },
    accounts: { get: () => ({ connection }), titleOf: (name: string) => name },
    team: { channels: { review: { slack: 'C0REVIEW' } }, sections: new Map([['listening', LISTENING]]) },
  } as unknown as App;
});
afterEach(() => far.stop());

test('is told once where the team reviews, in the inbox too, and the card says when it is over', async () => {
  await read();
  expect(await messages()).toEqual([]);
  far.others.heldBack.push({ account: 'a', notifications: 3 });
  await read();
  far.others.heldBack.push({ account: 'b', notifications: 2 });
  await read();
  expect(await messages()).toEqual(['C0REVIEW']);
  const shown = await words();
  expect(shown).toContain('ours does not tell all that is written');
  expect(shown).toContain('Mastodon holds back 5 notifications by 2 accounts');
  expect(shown).toContain('Filtered notifications');
  expect(plainText(await inboxCard(app, ADA, ''))).toContain('Mastodon holds back 5 notifications');
  far.others.heldBack.length = 0;
  await read();
  expect(await words()).toContain('ours is listened to');
  expect(plainText(await inboxCard(app, ADA, ''))).not.toContain('holds back');
});

test('is asked for once an hour, and where it is not told the last word stands', async () => {
  far.others.heldBack.push({ account: 'a', notifications: 3 });
  await read();
  await read(60_000);
  expect(far.server.count('GET', /policy$/)).toBe(1);
  far.server.next('GET', /policy$/, { kind: 'answer', reply: json(503, { error: 'Busy' }) });
  await read();
  expect(await words()).toContain('holds back 3 notifications');
  expect((await sources.find(opened.database, 'ours'))?.fault).toBeNull();
});

test('is never spoken of at a server that has no such filters', async () => {
  far.dialect = DIALECTS.gotosocial;
  far.others.heldBack.push({ account: 'a', notifications: 3 });
  await read();
  expect(await messages()).toEqual([]);
  expect(plainText(await inboxCard(app, ADA, ''))).not.toContain('holds back');
});

/** At the next time; ms later. */
async function read(later = HOUR): Promise<void> {
  clock.moveTo(clock.now() + later);
  await readSources(app);
}

async function messages(): Promise<(string | null)[]> {
  return (await outbox.messagesOf(opened.database, 'source:ours')).map(({ channel }) => channel);
}

async function words(): Promise<string> {
  const card = await drawSource(app, 'ours');
  return card ? plainText(card) : '';
}
