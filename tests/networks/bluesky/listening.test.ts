import { afterEach, beforeEach, expect, it } from 'vitest';
import { BlueskyConnection } from '../../../src/networks/bluesky/connection.ts';
import { publish } from '../../contract/networks.calls.ts';
import { outside } from '../servers/outside.ts';
import { TestPds } from '../servers/pds.ts';

let far: TestPds;
let connection: BlueskyConnection;
beforeEach(async () => {
  far = await new TestPds().start();
  connection = new BlueskyConnection(far.account, outside());
});
afterEach(() => far.stop());

it('answers in the thread of what it answers: the root stays the root (bsky-mcp-server PR #13, bridgy-fed#1007)', async () => {
  const root = far.others.write('A thread begins');
  const { uri, cid } = far.others.write('And goes on', { root });
  const author = { id: 'did:plc:x', handle: '@friend.test' };
  const answers = { id: uri, author, audience: 'public' as const, warning: '', language: 'da' };
  await publish(connection, { text: 'Ja', images: [], answers });
  const [record] = far.records.values();
  expect(record).toMatchObject({
    reply: { root: { uri: root.uri, cid: root.cid }, parent: { uri, cid } },
    langs: ['da'],
  });
});

it('tells of replies and quotes what they are and where they belong, and of likes nothing', async () => {
  const { cursor } = await connection.source.read(undefined);
  const ours = { uri: 'at://did:plc:us/app.bsky.feed.post/1', cid: 'bafy' };
  far.others.write('Nice', { reason: 'reply', root: ours });
  far.others.write('Look at this', { reason: 'quote' });
  far.others.write('', { reason: 'like' });
  const { items } = await connection.source.read(cursor);
  expect(items).toMatchObject([
    {
      kind: 'reply',
      text: 'Nice',
      inReplyTo: ours.uri,
      thread: ours.uri,
      language: 'en',
      audience: 'public',
    },
    { kind: 'quote', text: 'Look at this' },
  ]);
});

it('tells of a gap when there is more than can be read back', async () => {
  const begun = Date.now();
  const { cursor } = await connection.source.read(undefined);
  for (let index = 0; index < 1_050; index += 1)
    far.others.write(String(index), { at: begun + index * 1_000 });
  const { items, gap } = await connection.source.read(cursor);
  expect(items).toHaveLength(1_000);
  expect(gap?.to).toBe(begun + 50_000);
});

it('tells of a gap up to now when nothing that can be read back is a post', async () => {
  const { cursor } = await connection.source.read(undefined);
  const before = Date.now();
  for (let index = 0; index < 1_001; index += 1)
    far.others.posts.push({ ...far.others.write('x'), record: { text: index } });
  const posts = far.others.posts.filter(
    ({ record }) => typeof (record as { text?: unknown }).text === 'number',
  );
  far.others.posts.splice(0, far.others.posts.length, ...posts);
  const { items, gap } = await connection.source.read(cursor);
  expect(items).toEqual([]);
  expect(gap?.to).toBeGreaterThanOrEqual(before);
  expect(gap?.to).toBeLessThanOrEqual(Date.now());
});

it('leaves out what is no post, and goes on', async () => {
  const { cursor } = await connection.source.read(undefined);
  far.others.posts.push({ ...far.others.write('x'), record: { text: 7 } });
  far.others.write('Fine');
  const { items } = await connection.source.read(cursor);
  expect(items.map(({ text }) => text)).toContain('Fine');
});
