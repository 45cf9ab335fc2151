import { expect, it } from 'vitest';
import type { Connection } from '../../../src/networks/network.ts';
import { network } from '../../../src/networks/threads/index.ts';
import { failureOf, publish } from '../../contract/networks.calls.ts';
import { intentAt, textOf } from '../servers/outside.ts';
import { APP, USER } from '../servers/threads.ts';
import { clock, connect, threads, useThreads } from './rig.ts';

useThreads();

async function read(connection: Connection, cursor?: string) {
  const reading = await connection.source?.read(cursor);
  if (!reading) throw new Error('It has no source.');
  return reading;
}

it('ties answers to the post that they stand under, at any depth, and leaves out its own', async () => {
  const connection = connect();
  const post = await publish(connection, textOf('We open at nine'));
  const { cursor } = await read(connection);
  const first = threads.say('reader', 'On Sundays too?', { replyTo: post.id });
  await publish(connection, { ...textOf('No'), thread: { root: post, parent: { id: first.id } } });
  const second = threads.say('other', 'A pity', { replyTo: first.id });
  const { items, gap } = await read(connection, cursor);
  expect(gap).toBeUndefined();
  expect(items).toMatchObject([
    { id: first.id, kind: 'reply', text: 'On Sundays too?', thread: post.id, inReplyTo: post.id },
    { id: second.id, kind: 'reply', thread: post.id, inReplyTo: first.id },
  ]);
  expect(items[0]?.author).toMatchObject({ handle: '@reader', url: 'https://www.threads.net/@reader' });
});

it('reads back more than a page of answers', async () => {
  const connection = connect();
  const post = await publish(connection, textOf('We open at nine'));
  const { cursor } = await read(connection);
  const said = Array.from(
    { length: 60 },
    (_, index) => threads.say('reader', `${index}`, { replyTo: post.id }).id,
  );
  expect((await read(connection, cursor)).items.map(({ id }) => id).sort()).toEqual(said.sort());
});

it('goes on with the others when a post is deleted while it reads', async () => {
  const connection = connect();
  const post = await publish(connection, textOf('We open at nine'));
  const { cursor } = await read(connection);
  threads.say('reader', 'Hello?', { replyTo: post.id });
  const error = { message: 'The requested resource does not exist', code: 24, error_subcode: 4_279_009 };
  threads.faults.next('conversation', { refusal: { status: 400, body: { error } } });
  threads.say('other', 'Hello @acme', { names: [USER.id] });
  expect((await read(connection, cursor)).items.map(({ text }) => text)).toEqual(['Hello @acme']);
});

it('without the right says which one is missing, and loses its place to nothing', async () => {
  const connection = connect(APP.scopes.filter((scope) => scope !== 'threads_manage_mentions'));
  const { cursor } = await read(connection);
  const error = await failureOf(read(connection, cursor));
  expect([error.reason, error.message]).toEqual([
    'unauthorized',
    expect.stringContaining('threads_manage_mentions'),
  ]);
});

it('is not read, and the right not asked for, where the account says so', () => {
  const rights = (more: object) => {
    const settings = network.account.parse({ client_id: 'x', client_secret: 'x', ...more });
    return network.consent?.(settings)?.scopes.map(({ name }) => name);
  };
  expect(rights({})).toContain('threads_manage_mentions');
  expect(rights({ comments: false })).not.toContain('threads_manage_mentions');
  expect(connect(APP.scopes, { comments: false }).source).toBeUndefined();
});

it('does not wait for what an answer answers when it is gone: it says so at once', async () => {
  const connection = connect();
  const author = { id: 'reader', handle: '@reader' };
  const answers = { id: '1', author, audience: 'public' as const, warning: '' };
  const error = await failureOf(publish(connection, { ...textOf('Yes'), answers }, intentAt(clock.now())));
  expect([error.reason, error.message]).toEqual(['refused', expect.stringContaining('not there any more')]);
});
