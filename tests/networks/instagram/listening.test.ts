import { LocalInstagram } from '@bellwether/local-networks/instagram/index.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { network } from '../../../src/networks/instagram/index.ts';
import type { Connection, Message } from '../../../src/networks/network.ts';
import { failureOf, publish } from '../../contract/networks.calls.ts';
import { APP, USER } from '../servers/instagram.ts';
import { outside, picture } from '../servers/outside.ts';

let clock: MovableClock;
let instagram: LocalInstagram;

beforeEach(async () => {
  clock = new MovableClock();
  instagram = new LocalInstagram({ clock, users: [USER], apps: [APP] });
  await instagram.start();
});
afterEach(() => instagram.stop());

function connect(account: Record<string, unknown> = {}, scopes = APP.scopes): Connection {
  const access_token = instagram.tokens.issue(USER.id, scopes);
  const settings = network.account.parse({ access_token, api_url: instagram.url, ...account });
  return network.connect(settings, { ...outside(), clock });
}

async function read(connection: Connection, cursor?: string) {
  const reading = await connection.source?.read(cursor);
  if (!reading) throw new Error('It has no source.');
  return reading;
}

const KITE: Message = { text: 'Look', images: [picture('A kite')] };

it('tells comments, what answers them, and posts that tag the account, each tied to what it stands under', async () => {
  const connection = connect();
  const post = await publish(connection, KITE);
  const { cursor } = await read(connection);
  const comment = instagram.say('reader', 'Where?', { replyTo: post.id });
  instagram.say(USER.username, 'In the park', { replyTo: comment.id });
  const answer = instagram.say('other', 'Thanks', { replyTo: comment.id });
  const tag = instagram.say('friend', 'With @acme', { names: [USER.id] });
  const { items } = await read(connection, cursor);
  expect(items).toMatchObject([
    { id: comment.id, kind: 'reply', text: 'Where?', thread: post.id, inReplyTo: post.id },
    { id: answer.id, kind: 'reply', text: 'Thanks', thread: post.id, inReplyTo: comment.id },
    { id: tag.id, kind: 'mention', text: 'With @acme', thread: tag.id },
  ]);
  expect(items[0]?.author).toMatchObject({ id: 'of-reader', handle: '@reader' });
});

it('tells nothing that the account says itself, also under a name that it has taken since', async () => {
  const connection = connect();
  const post = await publish(connection, KITE);
  const { cursor } = await read(connection);
  const comment = instagram.say('reader', 'Where?', { replyTo: post.id });
  const own = instagram.say(USER.username, 'In the park', { replyTo: comment.id });
  expect((await read(connection, cursor)).items.map(({ id }) => id)).toEqual([comment.id]);
  instagram.rename(USER.id, 'acme.kites');
  expect((await read(connection, cursor)).items.map(({ id }) => id)).toEqual([comment.id]);
  instagram.rename(USER.id, 'acme.strings');
  expect(await connection.source?.lookUp?.([own.id])).toEqual([]);
});

it('finds an answer to an old comment behind a page of newer ones', async () => {
  const connection = connect();
  const post = await publish(connection, KITE);
  for (let index = 0; index < 60; index += 1) instagram.say('reader', `${index}`, { replyTo: post.id });
  const last = instagram.say('reader', 'The last', { replyTo: post.id });
  clock.moveTo(clock.now() + 60 * 60_000);
  const { cursor } = await read(connection);
  const answer = instagram.say('other', 'Late', { replyTo: last.id });
  expect((await read(connection, cursor)).items.map(({ id }) => id)).toEqual([answer.id]);
});

it('tells of no gap where only what is older than the last reading was left', async () => {
  const connection = connect();
  const post = await publish(connection, KITE);
  for (let index = 0; index < 520; index += 1) instagram.say('reader', `${index}`, { replyTo: post.id });
  clock.moveTo(clock.now() + 60 * 60_000);
  const { cursor } = await read(connection);
  const last = instagram.say('reader', 'The last', { replyTo: post.id });
  const { items, gap } = await read(connection, cursor);
  expect([items.map(({ id }) => id), gap]).toEqual([[last.id], undefined]);
});

it('tells of a gap where more was written since than is read', async () => {
  const connection = connect();
  const post = await publish(connection, KITE);
  const { cursor } = await read(connection);
  const from = clock.now();
  for (let index = 0; index < 520; index += 1) {
    clock.moveTo(from + (index + 1) * 1_000);
    instagram.say('reader', `${index}`, { replyTo: post.id });
  }
  const { items, gap } = await read(connection, cursor);
  expect([items.length, items[0]?.text]).toEqual([500, '20']);
  expect(gap?.to).toBe(items[0]?.at);
});

it('tells all answers to a comment, also more than stand with it', async () => {
  const connection = connect();
  const post = await publish(connection, KITE);
  const { cursor } = await read(connection);
  const comment = instagram.say('reader', 'Where?', { replyTo: post.id });
  for (let index = 0; index < 60; index += 1) instagram.say('other', `${index}`, { replyTo: comment.id });
  expect((await read(connection, cursor)).items).toHaveLength(61);
});

it('tells which comments are still there, and takes none for gone when it may not read', async () => {
  const connection = connect();
  const post = await publish(connection, KITE);
  const [stays, goes] = ['Stays', 'Goes'].map((text) => instagram.say('reader', text, { replyTo: post.id }));
  instagram.unsay(goes?.id ?? '');
  const ids = [stays?.id ?? '', goes?.id ?? ''];
  expect((await connection.source?.lookUp?.(ids))?.map(({ id }) => id)).toEqual([stays?.id]);
  const error = { message: '(#10) Not allowed', code: 10 };
  instagram.faults.next('get', { refusal: { status: 400, body: { error } } });
  const asked = connection.source?.lookUp?.(ids) ?? Promise.reject(new Error('It looks nothing up.'));
  expect((await failureOf(asked)).reason).toBe('unauthorized');
});

it('is not read, and the right not asked for, where the account says so', () => {
  const rights = (more: object) => {
    const settings = network.account.parse({ client_id: 'x', client_secret: 'x', ...more });
    return network.consent?.(settings)?.scopes.map(({ name }) => name);
  };
  expect(rights({})).toContain('instagram_business_manage_comments');
  expect(rights({ comments: false })).not.toContain('instagram_business_manage_comments');
  expect(connect({ comments: false }).source).toBeUndefined();
});
