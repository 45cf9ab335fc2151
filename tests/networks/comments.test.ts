import { expect, it } from 'vitest';
import type { Item } from '../../src/listening/item.ts';
import { type CommentedAccount, commentSource } from '../../src/networks/comments.ts';

const MINUTE = 60_000;
const BEGUN = 1_000 * MINUTE;

function said(id: string, at: number, thread = 'p1'): Item {
  const author = { id: 'reader', name: 'Reader', handle: '@reader' };
  return { id, kind: 'reply', text: id, at, author, audience: 'public', thread };
}

/** An account whose posts, comments and clock a test sets; it notes which posts were asked for, and since when. */
function accountOf(posts: string[]) {
  const world = {
    now: BEGUN,
    counts: new Map<string, number>(),
    comments: new Map<string, Item[]>(),
    mentioned: [] as Item[],
    cutAt: undefined as number | undefined,
    asked: [] as [post: string, since: number][],
  };
  const account: CommentedAccount = {
    now: () => world.now,
    posts: async () =>
      posts.map((id) => {
        const comments = world.counts.get(id);
        return { id, ...(comments !== undefined && { comments }) };
      }),
    async commentsOn(post, since) {
      world.asked.push([post, since]);
      const items = (world.comments.get(post) ?? []).filter(({ at }) => at >= since);
      return { items, ...(world.cutAt !== undefined && { cutAt: world.cutAt }) };
    },
    mentions: async (since) => ({ items: world.mentioned.filter(({ at }) => at >= since) }),
  };
  return { world, account, source: commentSource(account) };
}

it('begins now, tells each comment after that, and goes on from a little before the last one of each post', async () => {
  const { world, source } = accountOf(['p1']);
  const { cursor } = await source.read(undefined);
  world.comments.set('p1', [said('before', BEGUN - MINUTE), said('a', BEGUN + MINUTE)]);
  world.now += 30 * MINUTE;
  const first = await source.read(cursor);
  expect(first.items.map(({ id }) => id)).toEqual(['a']);
  world.comments.get('p1')?.push(said('b', BEGUN + 30 * MINUTE));
  const second = await source.read(first.cursor);
  expect(second.items.map(({ id }) => id)).toEqual(['a', 'b']);
  const third = await source.read(second.cursor);
  expect(third.items.map(({ id }) => id)).toEqual(['b']);
  expect(world.asked.at(-1)).toEqual(['p1', BEGUN + 20 * MINUTE]);
});

it('looks at ten posts at a time, and at every one in its turn', async () => {
  const posts = Array.from({ length: 25 }, (_, index) => `p${index}`);
  const { world, source } = accountOf(posts);
  let { cursor } = await source.read(undefined);
  for (let reads = 0; reads < 3; reads += 1) {
    world.now += MINUTE;
    ({ cursor } = await source.read(cursor));
    expect(world.asked).toHaveLength(Math.min((reads + 1) * 10, 30));
  }
  expect(new Set(world.asked.map(([post]) => post))).toEqual(new Set(posts));
});

it('spares posts without comments, and those with as many as before, but for half an hour at most', async () => {
  const { world, source } = accountOf(['p1', 'p2']);
  world.counts = new Map([
    ['p1', 0],
    ['p2', 3],
  ]);
  const read = async (cursor: string) => {
    world.asked = [];
    const reading = await source.read(cursor);
    return { cursor: reading.cursor, asked: world.asked.map(([post]) => post) };
  };
  const begun = await source.read(undefined);
  const first = await read(begun.cursor);
  world.now += MINUTE;
  const second = await read(first.cursor);
  world.counts.set('p1', 1);
  const third = await read(second.cursor);
  world.now += 30 * MINUTE;
  const fourth = await read(third.cursor);
  expect([first, second, third, fourth].map(({ asked }) => asked)).toEqual([
    ['p2'],
    [],
    ['p1'],
    ['p2', 'p1'],
  ]);
});

it('tells what answers a post and names the account as well once, and everything oldest first', async () => {
  const { world, source } = accountOf(['p1']);
  const { cursor } = await source.read(undefined);
  world.comments.set('p1', [said('late', BEGUN + 3), said('both', BEGUN + 1)]);
  world.mentioned = [
    { ...said('both', BEGUN + 1), kind: 'mention' },
    { ...said('m', BEGUN + 2), kind: 'mention' },
  ];
  const { items } = await source.read(cursor);
  expect(items.map(({ id, kind }) => [id, kind])).toEqual([
    ['both', 'reply'],
    ['m', 'mention'],
    ['late', 'reply'],
  ]);
});

it('begins with mentions when they are switched on, and anew after they were off', async () => {
  const { world, account, source } = accountOf(['p1']);
  const mention = (id: string, at: number): Item => ({ ...said(id, at), kind: 'mention' });
  const without = commentSource({ ...account, mentions: undefined as never });
  let { cursor } = await without.read(undefined);
  const read = async (from = source) => {
    world.now += MINUTE;
    const reading = await from.read(cursor);
    cursor = reading.cursor;
    return reading.items.map(({ id }) => id);
  };
  world.mentioned = [mention('before', BEGUN + MINUTE)];
  world.now += 60 * MINUTE;
  expect(await read()).toEqual([]);
  // What is listed late is told too.
  world.mentioned.push(mention('after', world.now));
  expect(await read()).toEqual(['after']);
  expect(await read(without)).toEqual([]);
  world.mentioned.push(mention('while off', world.now));
  world.now += 60 * MINUTE;
  expect(await read()).toEqual([]);
  expect(await read()).toEqual([]);
});

it('says what may be missing where there was more than can be read back', async () => {
  const { world, source } = accountOf(['p1']);
  const { cursor } = await source.read(undefined);
  world.cutAt = BEGUN + 5 * MINUTE;
  world.now += 10 * MINUTE;
  expect((await source.read(cursor)).gap).toEqual({ from: BEGUN, to: BEGUN + 5 * MINUTE });
});

it('ends what may be missing now where nothing of what was told could be read', async () => {
  const { world, source } = accountOf(['p1']);
  const { cursor } = await source.read(undefined);
  world.cutAt = Number.POSITIVE_INFINITY;
  world.now += 10 * MINUTE;
  expect((await source.read(cursor)).gap).toEqual({ from: BEGUN, to: world.now });
});
