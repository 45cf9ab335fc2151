/** Many who write alike at once, over a real store: they share a card, and nobody is lost. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Listening, ListeningSource } from '../../config/team/sections/listening.ts';
import type { App } from '../../src/app/app.ts';
import { inboxCard } from '../../src/app/listening/inbox-card.ts';
import { stormCard } from '../../src/app/listening/storm-card.ts';
import { takeIn } from '../../src/app/listening/taking-in.ts';
import { plainText } from '../../src/chat/card.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import type { Item } from '../../src/listening/item.ts';
import type { Person } from '../../src/people/person.ts';
import * as conversations from '../../src/store/conversations.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import { outbox } from '../../src/store/schema/outbox.ts';
import { subject } from '../../subjects/storm.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { emptyPosts } from '../store/empty.ts';

const log = createLog('silent');
const clock = new MovableClock();
const SOURCE: ListeningSource = { name: 'crm', kind: 'webhook', secret: 'a-secret-of-sixteen' };
const LISTENING: Listening = {
  sources: { crm: SOURCE },
  topics: [{ name: 'delivery', words: ['parcel'], sources: [], route: { slack: 'C0DELIVERY' } }],
  route: { slack: 'C0INBOX' },
  privateRoute: { slack: 'C0PRIVATE' },
  claimExpires: 60_000,
  approval: 'always',
};
const ADA: Person = { id: 1, name: 'Ada', timeZone: 'UTC', roles: ['responder'], identities: {} };
const [MINUTE, DAY] = [60_000, 24 * 3_600_000];

let opened: OpenDatabase;
let folder = '';
let app: App;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-storms-'));
  await prepareEmbedded(folder);
  opened = await openDatabase({ dataDir: folder, log });
  app = {
    ...{ clock, log, database: opened.database, messengers: new Map() },
    queue: { add: async () => {} },
    accounts: { get: () => undefined, titleOf: (name: string) => name },
    team: { channels: {}, sections: new Map([['listening', LISTENING]]) },
    moods: {
      of: async () => ({ label: 'negative', score: 0, confidence: 0.9, lang: 'en' }),
      learn: async () => {},
    },
  } as unknown as App;
});
afterAll(async () => {
  await opened?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await emptyPosts(opened.database);
  clock.moveTo(clock.now() + 24 * 60 * MINUTE);
});

test('from the eleventh on conversations of one topic share a card, which counts them; /inbox lists each', async () => {
  for (let batch = 0; batch < 6; batch += 1)
    await takeIn(app, SOURCE, [about(`${batch}a`), about(`${batch}b`), about(`${batch}c`)]);
  expect(await cards()).toEqual({ conversation: 10, storm: 1 });
  const shown = await storm();
  expect(shown).toContain('8 more conversations about delivery');
  expect(shown).toContain('8 still wait, 8 sound negative');
  const inbox = plainText(await inboxCard(app, ADA, ''));
  expect(inbox).toContain('18 conversations wait');
  const ids = new Set([
    ...numbersIn(await inboxCard(app, ADA, '')),
    ...numbersIn(await inboxCard(app, ADA, '', 15)),
  ]);
  expect(ids.size).toBe(18);
  expect(numbersIn(await inboxCard(app, ADA, `storm-${await stormId()}`))).toHaveLength(8);
});

test('the same words from several people share a card from the fourth on, whatever their links', async () => {
  const words = 'Boycott this company now, everybody';
  await takeIn(
    app,
    SOURCE,
    [1, 2, 3, 4, 5].map((n) => item(`${n}`, { text: `${words}  https://x.example/${n}` })),
  );
  expect(await cards()).toEqual({ conversation: 3, storm: 1 });
  expect(await storm()).toContain('2 more say the same');
});

test('what is read again raises nothing (OneUptime#1983)', async () => {
  const batch = Array.from({ length: 8 }, (_, n) => about(`${n}`));
  for (let reading = 0; reading < 5; reading += 1) await takeIn(app, SOURCE, batch);
  expect(await cards()).toEqual({ conversation: 8 });
});

test('what is said further in a conversation that shares a card stays on that card', async () => {
  await takeIn(
    app,
    SOURCE,
    Array.from({ length: 10 }, (_, n) => about(`${n}`)),
  );
  await takeIn(app, SOURCE, [about('last')]);
  await takeIn(app, SOURCE, [item('more', { text: 'And another word', inReplyTo: 'last', thread: 'last' })]);
  expect(await cards()).toEqual({ conversation: 10, storm: 1 });
  expect(await storm()).toContain('And another word');
});

test('what is not public never stands on a card that many share, and has its own in the private route', async () => {
  await takeIn(
    app,
    SOURCE,
    Array.from({ length: 10 }, (_, n) => about(`${n}`)),
  );
  await takeIn(app, SOURCE, [about('last')]);
  await takeIn(app, SOURCE, [
    about('direct', { audience: 'direct', text: 'My parcel and my address' }),
    item('later', { text: 'Between us: my parcel', inReplyTo: 'last', thread: 'last', audience: 'direct' }),
  ]);
  expect(await cards()).toEqual({ conversation: 12, storm: 1 });
  expect(await storm()).not.toMatch(/address|Between us/);
});

test('when it has been calm a new storm has a card of its own', async () => {
  await takeIn(
    app,
    SOURCE,
    Array.from({ length: 40 }, (_, n) => about(`${n}`)),
  );
  clock.moveTo(clock.now() + 30 * MINUTE);
  await takeIn(
    app,
    SOURCE,
    Array.from({ length: 12 }, (_, n) => about(`later ${n}`)),
  );
  expect(await cards()).toEqual({ conversation: 20, storm: 2 });
});

test('what it kept of a wave is swept a day later, with the conversations', async () => {
  const { database } = opened;
  await takeIn(
    app,
    SOURCE,
    Array.from({ length: 12 }, (_, n) => about(`${n}`)),
  );
  const kept = async () =>
    (await database.execute('select 1 from storms union all select 1 from storm_levels')).rows;
  clock.moveTo(clock.now() + 2 * DAY);
  await subject.sweep?.(app);
  expect(await kept()).toHaveLength(1);
  await database.execute('delete from mentions');
  await database.execute('delete from conversations');
  await subject.sweep?.(app);
  expect(await kept()).toEqual([]);
});

test('one that is dismissed waits no more on the card of its storm', async () => {
  await takeIn(
    app,
    SOURCE,
    Array.from({ length: 12 }, (_, n) => about(`${n}`)),
  );
  const [first] = numbersIn(await inboxCard(app, ADA, `storm-${await stormId()}`));
  const before = await changes();
  await opened.database.transaction(async (transaction) => {
    await conversations.settle(transaction, Number(first), 'dismissed');
    await conversations.markChanged(transaction, Number(first));
  });
  expect((await changes()).slice(before.length)).toEqual([
    `conversation:${first}`,
    `storm:${await stormId()}`,
  ]);
  expect(await storm()).toContain('one still waits');
});

function about(id: string, more: Partial<Item> = {}): Item {
  return item(id, { text: `Where is my parcel, number ${id} of mine`, ...more });
}

function item(id: string, more: Partial<Item> = {}): Item {
  return {
    ...{ id, kind: 'mention', text: 'Hello', at: clock.now(), audience: 'public', thread: id },
    author: { id: `kim ${id}`, name: `Kim ${id}`, handle: '@kim' },
    ...more,
  };
}

/** How many lasting cards are wanted, by the kind of their subject. */
async function cards(): Promise<Record<string, number>> {
  const rows = await opened.database.select({ subject: outbox.subject }).from(outbox);
  const kinds: Record<string, number> = {};
  for (const kind of rows.map(({ subject }) => subject.split(':')[0] ?? ''))
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  return kinds;
}

async function stormId(): Promise<number> {
  const { rows } = await opened.database.execute<{ id: number }>('select max(id)::float8 as id from storms');
  return rows[0]?.id ?? 0;
}

async function storm(): Promise<string> {
  const shown = await stormCard(app, await stormId());
  return shown ? plainText(shown) : '';
}

async function changes(): Promise<string[]> {
  const { rows } = await opened.database.execute<{ subject: string }>(
    'select subject from outbox_changes order by id',
  );
  return rows.map(({ subject }) => subject);
}

/** The conversations that a card opens. */
function numbersIn({ actions = [] }: Awaited<ReturnType<typeof inboxCard>>): string[] {
  return actions.flatMap((one) => ('action' in one && one.action === 'inbox.open' ? [one.id] : []));
}
