import { describe, expect, it } from 'vitest';
import type { Connection, Intent, Message } from '../../../src/networks/network.ts';
import { network } from '../../../src/networks/threads/index.ts';
import { countOf } from '../../../src/networks/threads/limits.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { publishPatiently } from '../servers/films.ts';
import { intentAt, keepIn, outside, picture, textOf } from '../servers/outside.ts';
import { publicPictures } from '../servers/public-pictures.ts';
import { APP, USER } from '../servers/threads.ts';
import { clock, connect, threads, useThreads } from './rig.ts';

useThreads();

function publish(connection: Connection, message: Message, intent: Intent = intentAt(clock.now())) {
  return connection.publish(message, intent, keepIn(intent));
}

const ALBUM: Message = { text: 'Look', images: [picture('A kite', 1), picture('Two kites', 2)] };

describe('a container that is not ready', () => {
  it('is not published (meta-mcp#29): it is asked for again, and no second one is made', async () => {
    threads.options = { processing: 90_000 };
    const connection = connect();
    const intent = intentAt(clock.now());
    const begun = clock.now();
    const error = await failureOf(publish(connection, textOf('Soon'), intent));
    expect(error.reason).toBe('processing');
    expect(error.processingSince).toBeGreaterThanOrEqual(begun);
    expect(error.processingSince).toBeLessThanOrEqual(clock.now());
    expect(threads.posts()).toEqual([]);
    await publishPatiently({ connection, local: threads, clock }, textOf('Soon'), intent);
    expect(threads.posts().map(({ text }) => text)).toEqual(['Soon']);
    expect(threads.containers).toBe(1);
  });

  it('is waited for in an album: its pictures first, then the whole (meta-mcp#142)', async () => {
    threads.options = { processing: 90_000 };
    const connection = connect();
    const intent = intentAt(clock.now());
    await publishPatiently({ connection, local: threads, clock }, ALBUM, intent);
    expect(threads.posts().map(({ pictures }) => pictures.map(({ alt }) => alt))).toEqual([
      ['A kite', 'Two kites'],
    ]);
    expect(threads.containers).toBe(3);
  });

  it('though it said that it was, is tried again, also of a text alone (trypost PR #280, PR #352, postiz PR #2047: 24/4279009)', async () => {
    const error = { message: 'The requested resource does not exist', code: 24, error_subcode: 4_279_009 };
    threads.faults.next('publish', { refusal: { status: 400, body: { error } } });
    const connection = connect();
    const intent = intentAt(clock.now());
    expect((await failureOf(publish(connection, textOf('Once'), intent))).reason).toBe('processing');
    await publish(connection, textOf('Once'), intent);
    expect(threads.posts()).toHaveLength(1);
    expect(threads.containers).toBe(1);
  });

  it('is made anew when it was left for a day', async () => {
    const connection = connect();
    const intent = intentAt(clock.now());
    threads.options = { processing: 1_000 };
    await failureOf(publish(connection, textOf('Late'), intent));
    clock.moveTo(clock.now() + 25 * 3_600_000);
    await publishPatiently({ connection, local: threads, clock }, textOf('Late'), intent);
    expect(threads.posts()).toHaveLength(1);
    expect(threads.containers).toBe(2);
  });

  it('that it cannot make says why, in its words', async () => {
    const lost = { ...publicPictures, addressOf: async () => `${threads.url}/nothing.png` };
    const access_token = threads.tokens.issue(USER.id, APP.scopes);
    const settings = network.account.parse({ access_token, api_url: threads.url });
    const connection = network.connect(settings, { ...outside(), clock, publicMedia: lost });
    const intent = intentAt(clock.now());
    const message = { text: 'Look', images: [picture('A kite')] };
    const error = await failureOf(publishUntilRefused(connection, message, intent));
    expect([error.reason, error.message]).toEqual([
      'refused',
      'Threads: it cannot make a post of it: FAILED_DOWNLOADING_IMAGE.',
    ]);
  });
});

async function publishUntilRefused(connection: Connection, message: Message, intent: Intent) {
  // The picture is fetched beside the request.
  return expect
    .poll(async () => (await failureOf(publish(connection, message, intent))).reason)
    .toBe('refused')
    .then(() => publish(connection, message, intent));
}

describe('a lost answer', () => {
  it.each(['say so', 'have no status'] as const)(
    'is cleared by the container, where published ones %s (meta-mcp#143)',
    async (publishedContainers) => {
      threads.options = { publishedContainers };
      threads.faults.next('publish', { loseAnswer: 'after' });
      const connection = connect();
      const intent = intentAt(clock.now());
      expect((await failureOf(publish(connection, textOf('Once'), intent))).reason).toBe('lost');
      const [post] = threads.posts();
      expect((await connection.find?.(textOf('Once'), intent))?.id).toBe(post?.id);
      // Published again it would be told of, not doubled.
      expect((await publish(connection, textOf('Once'), intent)).id).toBe(post?.id);
      expect(threads.posts()).toHaveLength(1);
    },
  );

  it('of what is live and not listed yet is neither there nor gone', async () => {
    threads.options = { listedAfter: 60_000 };
    threads.faults.next('publish', { loseAnswer: 'after' });
    const connection = connect();
    const intent = intentAt(clock.now());
    await failureOf(publish(connection, textOf('Once'), intent));
    const look = async () => connection.find?.(textOf('Once'), intent);
    expect((await failureOf(look())).reason).toBe('unreachable');
    clock.moveTo(clock.now() + 61_000);
    expect((await look())?.url).toContain(`/@${USER.username}/post/`);
  });

  it('of what is live and not listed yet, published again, leaves the doubt', async () => {
    threads.options = { listedAfter: 60_000 };
    threads.faults.next('publish', { loseAnswer: 'after' });
    const connection = connect();
    const intent = intentAt(clock.now());
    await failureOf(publish(connection, textOf('Once'), intent));
    expect((await failureOf(publish(connection, textOf('Once'), intent))).reason).toBe('lost');
  });

  it('published again, is never another post of ours with the same words', async () => {
    const connection = connect();
    const other = await publish(connection, textOf('Same'));
    threads.faults.next('publish', { loseAnswer: 'after' });
    const intent = intentAt(clock.now());
    await failureOf(publish(connection, textOf('Same'), intent));
    const keep = async () => {};
    const isTaken = async (id: string) => id === other.id;
    const found = await connection.publish(textOf('Same'), intent, keep, isTaken);
    expect(found.id).toBe(threads.posts()[1]?.id);
  });

  it('of an address is no failure of the post', async () => {
    threads.faults.next('get', {});
    threads.faults.next('get', { refusal: { status: 500, body: {} } });
    const published = await publish(connect(), textOf('Hello'));
    expect(published).toEqual({ id: threads.posts()[0]?.id });
  });
});

describe('a thread', () => {
  it('goes on when the part before is known, and is not refused meanwhile', async () => {
    threads.options = { listedAfter: 30_000 };
    const connection = connect();
    const first = await publish(connection, textOf('One'));
    const second = { ...textOf('Two'), thread: { root: first, parent: first } };
    const intent = intentAt(clock.now());
    expect((await failureOf(publish(connection, second, intent))).reason).toBe('processing');
    await publishPatiently({ connection, local: threads, clock }, second, intent);
    expect(threads.posts().map(({ text, replyTo }) => [text, replyTo])).toEqual([
      ['One', undefined],
      ['Two', first.id],
    ]);
  });
});

it('that answers what was deleted says so after some minutes, and is not asked for any longer', async () => {
  const connection = connect();
  const first = await publish(connection, textOf('One'));
  await connection.remove(first);
  const second = { ...textOf('Two'), thread: { root: first, parent: first } };
  const intent = intentAt(clock.now());
  const early = await failureOf(publish(connection, second, intent));
  clock.moveTo(clock.now() + 60_000);
  const later = await failureOf(publish(connection, second, intent));
  expect([early.processingSince, later.processingSince]).toEqual([intent.at, intent.at]);
  clock.moveTo(clock.now() + 10 * 60_000);
  const error = await failureOf(publish(connection, second, intent));
  expect([error.reason, error.message]).toEqual(['refused', expect.stringContaining('not there any more')]);
});

describe('its limits', () => {
  it.each<[string, number]>([
    ['abc', 3],
    ['å', 1],
    ['🌞', 4],
    ['👩‍👩‍👧', 18],
    ['1#*', 3],
    ['🇩🇰', 8],
  ])('count %s as %i', (text, count) => {
    expect(countOf(text)).toBe(count);
  });

  it('tell the quotas as the network has them, of answers apart from posts', async () => {
    threads.options = { quota: { posts: 25, replies: 100 } };
    expect((await connect().limits()).quota).toEqual([
      { most: 25, of: 'posts', per: 86_400_000, besideAnswers: true },
      { most: 100, of: 'answers', per: 86_400_000 },
    ]);
  });

  it('that are used up say when there is room again, and lose nothing', async () => {
    threads.options = { quota: { posts: 1, replies: 1 } };
    const connection = connect();
    const { id } = await publish(connection, textOf('One'));
    expect((await failureOf(publish(connection, textOf('Two')))).reason).toBe('rate_limited');
    const answer = (text: string) => {
      const author = { id: 'reader', handle: '@reader' };
      return { ...textOf(text), answers: { id, author, audience: 'public' as const, warning: '' } };
    };
    await publish(connection, answer('An answer'));
    expect((await failureOf(publish(connection, answer('One more')))).reason).toBe('rate_limited');
  });

  it('hold six links off before they are sent, as Threads refuses them', async () => {
    const links = Array.from({ length: 6 }, (_, index) => `https://example.org/${index}`);
    const found = connect().preflight?.(textOf(links.join(' '))) ?? [];
    expect(found.map(({ id }) => id)).toEqual(['threads.links.max_count']);
    expect(connect().preflight?.(textOf(links.slice(1).join(' ')))).toEqual([]);
    const error = await failureOf(publish(connect(), textOf(links.join(' '))));
    expect([error.reason, error.message]).toEqual(['refused', expect.stringContaining('unique links')]);
  });

  it('tell before the approval that nobody can fetch the pictures', () => {
    const settings = (api_url: string) => network.account.parse({ access_token: 'x', api_url });
    const idsOf = (api_url: string, isPublic: boolean) => {
      const publicMedia = { ...publicPictures, isPublic };
      const connection = network.connect(settings(api_url), { ...outside(), publicMedia });
      return connection.preflight?.(ALBUM).map(({ id }) => id);
    };
    expect(idsOf('https://graph.threads.net', false)).toEqual(['threads.media.no_public_address']);
    expect(idsOf('https://graph.threads.net', true)).toEqual([]);
    expect(idsOf('http://127.0.0.1:1', false)).toEqual([]);
  });
});

it('keeps the codes and words of Meta in what it says (postiz PR #2047)', async () => {
  const error = { message: 'User is restricted', code: 10, error_subcode: 4_279_013 };
  threads.faults.next('createContainer', { refusal: { status: 400, body: { error } } });
  const failed = await failureOf(publish(connect(), textOf('Hello')));
  expect(failed.message).toBe('Threads: User is restricted (10/4279013).');
});

it('is given to the account by its token, and not by its number, which Threads may refuse (mimi-seed-sdk PR #15)', async () => {
  await publish(connect(), ALBUM);
  expect(threads.posts()).toHaveLength(1);
  const own = { authorization: `Bearer ${threads.tokens.issue(USER.id, APP.scopes)}` };
  for (const path of ['threads', 'threads_publish']) {
    const answer = await fetch(`${threads.url}/v1.0/${USER.id}/${path}`, { method: 'POST', headers: own });
    expect(answer.ok).toBe(false);
  }
});

it('that may not delete says which right it lacks', async () => {
  const published = await publish(connect(), textOf('Stays'));
  const connection = connect(APP.scopes.filter((scope) => scope !== 'threads_delete'));
  const error = await failureOf(connection.remove(published));
  expect([error.reason, error.message]).toEqual(['unauthorized', expect.stringContaining('threads_delete')]);
  expect(threads.posts()).toHaveLength(1);
});

describe('what a post got', () => {
  it('is told to whom has the right, and says which one is missing', async () => {
    const published = await publish(connect(), textOf('Hello'));
    const connection = connect(APP.scopes.filter((scope) => scope !== 'threads_manage_insights'));
    const asked = connection.metrics?.([published]) ?? Promise.reject(new Error('It tells nothing.'));
    const error = await failureOf(asked);
    expect([error.reason, error.message]).toEqual([
      'unauthorized',
      expect.stringContaining('threads_manage_insights'),
    ]);
  });

  it('is told but for what is counted no more: one retired name takes no other with it (airbyte PR #62902)', async () => {
    const published = await publish(connect(), textOf('Hello'));
    threads.react(published.id, 'likes');
    const error = { message: '(#100) metric[0] must be one of the following values: likes', code: 100 };
    const refusal = { status: 400, body: { error } };
    // All together, then the first by itself.
    for (let times = 0; times < 2; times += 1) threads.faults.next('insights', { refusal });
    const counts = await connect().metrics?.([published]);
    expect(counts?.get(published.id)).toEqual({ likes: 1, replies: 0, reposts: 0, quotes: 0 });
    for (let times = 0; times < 6; times += 1) threads.faults.next('insights', { refusal });
    const none = await failureOf(connect().metrics?.([published]) ?? Promise.resolve());
    expect([none.reason, none.message]).toEqual(['refused', expect.stringContaining('metric[0]')]);
  });

  it('is not read, and the right not asked for, where the account says so', () => {
    const app = { client_id: 'x', client_secret: 'x' };
    const rights = (more: object) =>
      network.consent?.(network.account.parse({ ...app, ...more }))?.scopes.map(({ name }) => name);
    expect(rights({})).toContain('threads_manage_insights');
    expect(rights({ insights: false })).not.toContain('threads_manage_insights');
    expect(connect(APP.scopes, { insights: false }).metrics).toBeUndefined();
  });
});
