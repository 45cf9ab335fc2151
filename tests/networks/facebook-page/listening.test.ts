import { LocalFacebook } from '@bellwether/local-networks/facebook/index.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { network } from '../../../src/networks/facebook-page/index.ts';
import type { Connection } from '../../../src/networks/network.ts';
import { failureOf, publish } from '../../contract/networks.calls.ts';
import { ADA, APP, OTHER, PAGE, READER } from '../servers/facebook.ts';
import { outside, picture, textOf } from '../servers/outside.ts';

let clock: MovableClock;
let facebook: LocalFacebook;

beforeEach(async () => {
  clock = new MovableClock();
  facebook = new LocalFacebook({ clock, pages: [PAGE, OTHER], people: [ADA], apps: [APP] });
  await facebook.start();
});
afterEach(() => facebook.stop());

function connect(scopes = APP.scopes, account: Record<string, unknown> = {}): Connection {
  const access_token = facebook.tokens.issue(PAGE.id, scopes);
  const settings = network.account.parse({ access_token, page: PAGE.id, api_url: facebook.url, ...account });
  return network.connect(settings, { ...outside(), clock });
}

async function read(connection: Connection, cursor?: string) {
  const reading = await connection.source?.read(cursor);
  if (!reading) throw new Error('It has no source.');
  return reading;
}

it('tells comments and what answers them, tied to the post, and leaves out those of the page', async () => {
  const connection = connect();
  const post = (await publish(connection, textOf('We open at nine'))).id;
  const { cursor } = await read(connection);
  const first = facebook.say(READER, 'On Sundays too?', { post });
  facebook.say(PAGE, 'No', { post, parent: first.id });
  const second = facebook.say(undefined, 'A pity', { post, parent: first.id });
  const { items } = await read(connection, cursor);
  expect(items).toMatchObject([
    { id: first.id, kind: 'reply', text: 'On Sundays too?', thread: post, inReplyTo: post },
    { id: second.id, thread: post, inReplyTo: first.id, author: { name: 'Somebody on Facebook' } },
  ]);
  expect(items[0]?.author).toMatchObject({ id: READER.id, name: READER.name });
});

it('spends no request on posts that nobody comments on', async () => {
  const connection = connect();
  await publish(connection, textOf('We open at nine'));
  const { cursor } = await read(connection);
  facebook.faults.next('comments', { page: 503 });
  expect((await read(connection, cursor)).items).toEqual([]);
});

it('tells public posts of others that tag the page, where it is told to, and none of its own', async () => {
  const connection = connect(APP.scopes, { mentions: true });
  const { cursor } = await read(connection);
  const partner = { id: OTHER.id, name: OTHER.name };
  const first = facebook.tag(partner, 'With Acme', [PAGE.id]);
  const second = facebook.tag(READER, 'Thanks, Acme', [PAGE.id]);
  facebook.tag(PAGE, 'We', [PAGE.id]);
  facebook.tag(READER, 'Others', [OTHER.id]);
  const { items } = await read(connection, cursor);
  expect(items).toMatchObject([
    { id: first.id, kind: 'mention', text: 'With Acme', thread: first.id, author: { id: OTHER.id } },
    // Of people it does not tell who they are.
    { id: second.id, kind: 'mention', author: { id: `post:${second.id}`, name: 'Somebody on Facebook' } },
  ]);
  expect((await read(connect(), cursor)).items).toEqual([]);
});

it('answers comments alone', () => {
  expect(network.answered).toEqual(['reply']);
});

it('tells which comments are still there', async () => {
  const connection = connect();
  const post = (await publish(connection, textOf('We open at nine'))).id;
  const [stays, goes] = ['Stays', 'Goes'].map((text) => facebook.say(READER, text, { post }).id);
  facebook.unsay(goes ?? '');
  const there = await connection.source?.lookUp?.([stays ?? '', goes ?? '']);
  expect(there?.map(({ id, text }) => [id, text])).toEqual([[stays, 'Stays']]);
});

it('without the right says which one is missing', async () => {
  const connection = connect(APP.scopes.filter((scope) => scope !== 'pages_read_user_content'));
  const post = (await publish(connection, textOf('We open at nine'))).id;
  const { cursor } = await read(connection);
  facebook.say(READER, 'Hello?', { post });
  const error = await failureOf(read(connection, cursor));
  expect([error.reason, error.message]).toEqual([
    'unauthorized',
    expect.stringContaining('pages_read_user_content'),
  ]);
});

it('reads, counts and deletes an answer like any post, and takes no pictures with it', async () => {
  const connection = connect();
  const post = (await publish(connection, textOf('We open at nine'))).id;
  const { id } = facebook.say(READER, 'On Sundays too?', { post });
  const author = { id: READER.id, handle: READER.name };
  const answers = { id, author, audience: 'public' as const, warning: '' };
  const published = await publish(connection, { ...textOf('No'), answers });
  expect(await connection.read?.(published, { text: 'No', pictures: 0 })).toMatchObject({ text: 'No' });
  const counts = (await connection.metrics?.([published]))?.get(published.id);
  expect(counts).toEqual({ likes: 0, replies: 0 });
  await connection.remove(published);
  expect(facebook.comments().map(({ text }) => text)).toEqual(['On Sundays too?']);
  const found = connection.preflight?.({ text: 'No', images: [picture('A kite')], answers }) ?? [];
  expect(found.map((one) => one.id)).toEqual(['facebook-page.answers.media']);
});
