/** What is taken in, over a real store: each once, in its conversation, counted, and shown where it may be read. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Listening, ListeningSource } from '../../config/team/sections/listening.ts';
import type { App } from '../../src/app/app.ts';
import { drawConversation } from '../../src/app/listening/drawing.ts';
import { readSources } from '../../src/app/listening/reading.ts';
import { takeAway, takeIn } from '../../src/app/listening/taking-in.ts';
import { viewConversation } from '../../src/app/listening/viewing.ts';
import { readableSpans } from '../../src/app/reports/facts.ts';
import { plainText } from '../../src/chat/card.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import type { Item } from '../../src/listening/item.ts';
import * as mentions from '../../src/store/mentions.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as people from '../../src/store/people.ts';
import { conversations, mentionSlots } from '../../src/store/schema/mentions.ts';
import * as sources from '../../src/store/sources.ts';
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

let opened: OpenDatabase;
let folder = '';
let app: App;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-listening-'));
  await prepareEmbedded(folder);
  opened = await openDatabase({ dataDir: folder, log });
  const { database } = opened;
  app = {
    ...{ clock, log, database, messengers: new Map() },
    queue: { add: async () => {} },
    accounts: { get: () => undefined, titleOf: (name: string) => name },
    team: { channels: { review: { slack: 'C0REVIEW' } }, sections: new Map([['listening', LISTENING]]) },
    moods: {
      of: async (text: string) => ({
        ...{ label: text.includes('bad') ? 'negative' : 'neutral', score: 0, confidence: 0.9 },
        lang: 'en',
      }),
      learn: async () => {},
    },
  } as unknown as App;
});
afterAll(async () => {
  await opened?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => emptyPosts(opened.database));

describe('a source that the team file has no more', () => {
  it('is blind no longer, has no fault, and counts in no report', async () => {
    const { database } = opened;
    await sources.know(database, 'gone', 'feed');
    const taken = await sources.take(database, 'gone', clock.now(), 1_000);
    if (!taken) throw new Error('The source was not taken.');
    const now = clock.now();
    await database.transaction((transaction) =>
      sources.fail(transaction, taken, { fault: 'Away.', nextAt: now + 1, now, isPaused: true }),
    );
    expect(await sources.blindBetween(database, now, now + 1)).toHaveLength(1);
    await readSources(app);
    clock.moveTo(clock.now() + 60_000);
    expect(await sources.blindBetween(database, clock.now(), clock.now() + 1)).toEqual([]);
    expect(await sources.find(database, 'gone')).toMatchObject({
      fault: null,
      faultSince: null,
      isPaused: false,
    });
    const span = { from: now - 60_000, until: now + 60_000 };
    expect(await readableSpans(app, [span])).toEqual([{ blind: 0, of: 120_000 }]);
  });
});

describe('a gap', () => {
  it('that is found again is the same one, as long as it is by now', async () => {
    const { database } = opened;
    const from = clock.now() - 60_000;
    const note = (to: number, begin = from) =>
      database.transaction((transaction) =>
        sources.noteGap(transaction, 'far', { from: begin, to, reason: 'too much' }),
      );
    for (const to of [from + 10_000, from + 30_000, from + 20_000]) await note(to);
    await note(from + 50_000, from + 40_000);
    const found = await sources.blindBetween(database, from, from + 60_000);
    const spans = found.filter(({ source }) => source === 'far');
    expect(spans.map(({ fromAt, toAt }) => [fromAt.getTime() - from, (toAt?.getTime() ?? 0) - from])).toEqual(
      [
        [0, 30_000],
        [40_000, 50_000],
      ],
    );
  });
});

describe('an item', () => {
  it('is taken in once, and counted once, however often it comes', async () => {
    expect(await takeIn(app, SOURCE, [item('1'), item('2')])).toEqual({ stored: 2, known: 0 });
    expect(await takeIn(app, SOURCE, [item('2'), item('3'), item('3')])).toEqual({ stored: 1, known: 2 });
    expect(await slots()).toEqual([['', 3, 0]]);
    expect(await opened.database.select().from(conversations)).toHaveLength(3);
  });

  it('goes on in the conversation of what it answers, also where only the parent is told', async () => {
    await takeIn(app, SOURCE, [item('1')]);
    await takeIn(app, SOURCE, [item('2', { inReplyTo: '1', thread: '1' })]);
    await takeIn(app, SOURCE, [item('3', { inReplyTo: '2', thread: '2' })]);
    expect(await opened.database.select().from(conversations)).toHaveLength(1);
  });

  it('is routed by its topic, else by the team, and what is not public to the private route alone', async () => {
    await takeIn(app, SOURCE, [
      item('1'),
      item('2', { text: 'My parcel' }),
      item('3', { audience: 'direct' }),
    ]);
    const places = await Promise.all((await ids()).map((id) => placesOf(id)));
    expect(places.flat().sort()).toEqual(['C0DELIVERY', 'C0INBOX', 'C0PRIVATE']);
  });

  it('that is not public is not shown where a public one of its conversation is', async () => {
    await takeIn(app, SOURCE, [item('1', { text: 'In the open' })]);
    await takeIn(app, SOURCE, [
      item('2', { text: 'My address is …', inReplyTo: '1', thread: '1', audience: 'direct' }),
    ]);
    const [id = 0] = await ids();
    const shownIn = async (channel: string) => {
      const shown = await drawConversation(app, id, { chat: 'slack', channel });
      return shown ? plainText(shown) : '';
    };
    expect(await shownIn('C0INBOX')).toContain('In the open');
    expect(await shownIn('C0INBOX')).not.toContain('My address');
    expect(await shownIn('C0PRIVATE')).toContain('My address');
  });

  it.each([true, false])('can be answered from here where its network takes answers: %s', async (answers) => {
    const source: ListeningSource = { name: 'tube', kind: 'account', account: 'youtube', target: 'youtube' };
    const listening = { ...LISTENING, sources: { ...LISTENING.sources, tube: source } };
    const known = {
      ...app,
      team: { ...app.team, sections: new Map([['listening', listening]]) },
      accounts: { ...app.accounts, get: () => ({ network: { answers } }) },
    } as unknown as App;
    await takeIn(known, source, [item('1')]);
    const [id = 0] = await ids();
    const card = await drawConversation(known, id, { chat: 'slack', channel: 'C0INBOX' });
    expect(card && plainText(card).includes('cannot be answered from here')).toBe(!answers);
    expect(card?.actions.some(({ label }) => label === 'Reply')).toBe(answers);
  });

  it('is kept whatever its strings hold, and whenever it says that it was written', async () => {
    const odd = item('1\u0000', {
      ...{ text: 'a\u0000b\ud800', at: Number.MAX_SAFE_INTEGER, url: 'https://x.example/\u0000' },
      author: { id: '\udc00', name: `${'N'.repeat(299)}🎉`, handle: '@\u0000' },
    });
    expect(await takeIn(app, SOURCE, [odd, item('2', { at: -62_200_000_000_000 })])).toEqual({
      stored: 2,
      known: 0,
    });
    const [first] = await mentions.ofConversation(opened.database, (await ids())[0] ?? 0, 1);
    expect(first?.writtenAt.getTime()).toBeLessThanOrEqual(clock.now());
  });

  it('is kept by names as long as a feed may give them, and one is told from another', async () => {
    const long = longName();
    const author = { id: long, name: 'Kim', handle: '@kim' };
    const [one, other] = ['a', 'b'].map((end) => item(`${long}${end}`, { author, inReplyTo: long }));
    if (!one || !other) throw new Error('There are two.');
    expect(await takeIn(app, SOURCE, [one, other, item('3')])).toEqual({ stored: 3, known: 0 });
    expect(await takeIn(app, SOURCE, [one, other])).toEqual({ stored: 0, known: 2 });
  });

  it('that its author changed is shown with what it said before, and counted by its new mood (chatwoot#15770)', async () => {
    await takeIn(app, SOURCE, [item('1', { text: 'fine' })]);
    await takeIn(app, SOURCE, [item('1', { text: 'bad parcel', editedAt: clock.now() })]);
    expect(await slots()).toEqual([
      ['', 1, 1],
      ['delivery', 1, 1],
    ]);
    const [id = 0] = await ids();
    const shown = await drawConversation(app, id, { chat: 'slack', channel: 'C0INBOX' });
    expect(shown && plainText(shown)).toMatch(/bad parcel[\s\S]*Before it was changed: fine/);
  });

  it('has a reply where its network takes one to such an item, and else says that it has none', async () => {
    const source = { ...SOURCE, target: 'gram' };
    const sections = new Map([['listening', { ...LISTENING, sources: { crm: source } }]]);
    const account = { network: { answers: true, answered: ['reply'] } };
    const own = {
      ...app,
      accounts: { get: () => account, titleOf: (name: string) => name },
      team: { ...app.team, sections },
    } as unknown as App;
    await takeIn(own, source, [item('1', { kind: 'reply' }), item('2', { kind: 'mention' })]);
    const views = await Promise.all((await ids()).map((id) => viewConversation(own, id, false)));
    expect(views.map((view) => view?.answersBy)).toEqual(['gram', undefined]);
  });

  it('that is gone says so, and stays counted', async () => {
    await takeIn(app, SOURCE, [item('1')]);
    await takeAway(app, SOURCE, ['1', 'never seen']);
    const [id = 0] = await ids();
    const shown = await drawConversation(app, id, { chat: 'slack', channel: 'C0INBOX' });
    expect(shown && plainText(shown)).toContain('It was deleted there.');
    expect(await slots()).toEqual([['', 1, 0]]);
  });

  it('that is gone is found by whatever name it was kept under', async () => {
    const names = ['1\u0000', longName()];
    await takeIn(
      app,
      SOURCE,
      names.map((name) => item(name)),
    );
    await takeAway(app, SOURCE, names);
    for (const id of await ids()) {
      const shown = await drawConversation(app, id, { chat: 'slack', channel: 'C0INBOX' });
      expect(shown && plainText(shown)).toContain('It was deleted there.');
    }
    expect(await ids()).toHaveLength(2);
  });

  it('whose mood a person corrected is counted by that, and told to whoever learns', async () => {
    await takeIn(app, SOURCE, [item('1', { text: 'great, another outage' })]);
    const [one] = await mentions.ofConversation(opened.database, (await ids())[0] ?? 0, 1);
    const ada = await people.enrol(opened.database, { slack: 'U0ADA' }, { name: 'Ada' });
    await opened.database.transaction((transaction) =>
      mentions.correct(transaction, one?.id ?? 0, 'negative', ada),
    );
    expect(await slots()).toEqual([['', 1, 1]]);
    expect(await mentions.corrections(opened.database, 10)).toEqual([
      { text: 'great, another outage', lang: 'en', label: 'negative' },
    ]);
  });
});

function item(id: string, more: Partial<Item> = {}): Item {
  return {
    ...{ id, kind: 'mention', text: 'Hello', at: clock.now(), audience: 'public', thread: id },
    author: { id: 'kim', name: 'Kim', handle: '@kim' },
    ...more,
  };
}

/** What nothing makes shorter: an index has no room for it. */
function longName(): string {
  const signs = Array.from(
    { length: 2_500 },
    (_, at) => 0x4e00 + ((at * at * 7_919 + at * 104_729) % 20_000),
  );
  return String.fromCharCode(...signs);
}

async function ids(): Promise<number[]> {
  const found = await opened.database
    .select({ id: conversations.id })
    .from(conversations)
    .orderBy(conversations.id);
  return found.map(({ id }) => id);
}

async function placesOf(id: number): Promise<(string | null)[]> {
  const wanted = await outbox.messagesOf(opened.database, `conversation:${id}`);
  return wanted.map(({ channel }) => channel);
}

/** Topic, count, negative. */
async function slots() {
  const rows = await opened.database.select().from(mentionSlots).orderBy(mentionSlots.topic);
  return rows.filter(({ count }) => count > 0).map(({ topic, count, negative }) => [topic, count, negative]);
}
