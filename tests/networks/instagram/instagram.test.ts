import { LocalInstagram } from '@bellwether/local-networks/instagram/index.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { network } from '../../../src/networks/instagram/index.ts';
import type { Connection, Intent, Message } from '../../../src/networks/network.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { publishPatiently } from '../servers/films.ts';
import { APP, USER } from '../servers/instagram.ts';
import { intentAt, keepIn, outside, picture } from '../servers/outside.ts';
import { publicPictures } from '../servers/public-pictures.ts';

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

function publish(connection: Connection, message: Message, intent: Intent = intentAt(clock.now())) {
  return connection.publish(message, intent, keepIn(intent));
}

const ONE: Message = { text: 'Look', images: [picture('A kite')] };
const ALBUM: Message = { text: 'Look', images: [picture('A kite', 1), picture('Two kites', 2)] };

it('serves a PNG as the JPEG that Instagram takes', async () => {
  await publish(connect(), ONE);
  expect(instagram.posts()[0]?.pictures.map(({ type, alt }) => [type, alt])).toEqual([
    ['image/jpeg', 'A kite'],
  ]);
});

it('does not publish before an album is finished (meta-mcp#138)', async () => {
  instagram.options = { processing: 90_000 };
  const connection = connect();
  const intent = intentAt(clock.now());
  expect((await failureOf(publish(connection, ALBUM, intent))).reason).toBe('processing');
  expect(instagram.posts()).toEqual([]);
  await publishPatiently({ connection, local: instagram, clock }, ALBUM, intent);
  expect(instagram.posts().map(({ pictures }) => pictures.length)).toEqual([2]);
  expect(instagram.containers).toBe(3);
});

it('goes on from its containers without a second post (trypost PR #281)', async () => {
  instagram.faults.next('publish', { loseAnswer: 'after' });
  const connection = connect();
  const intent = intentAt(clock.now());
  expect((await failureOf(publish(connection, ONE, intent))).reason).toBe('lost');
  const [post] = instagram.posts();
  expect((await connection.find?.(ONE, intent))?.id).toBe(post?.id);
  expect((await publish(connection, ONE, intent)).id).toBe(post?.id);
  expect(instagram.posts()).toHaveLength(1);
});

it('of what is live and not listed yet, published again, leaves the doubt', async () => {
  instagram.options = { listedAfter: 60_000 };
  instagram.faults.next('publish', { loseAnswer: 'after' });
  const connection = connect();
  const intent = intentAt(clock.now());
  await failureOf(publish(connection, ONE, intent));
  expect((await failureOf(publish(connection, ONE, intent))).reason).toBe('lost');
});

it('published again, is never another post of ours that looks the same', async () => {
  const connection = connect();
  const other = await publish(connection, ONE);
  instagram.faults.next('publish', { loseAnswer: 'after' });
  const intent = intentAt(clock.now());
  await failureOf(publish(connection, ONE, intent));
  const keep = async () => {};
  const found = await connection.publish(ONE, intent, keep, async (id) => id === other.id);
  expect(found.id).toBe(instagram.posts()[1]?.id);
});

it('connected anew as another account, posts as that one', async () => {
  await instagram.stop();
  const other = { id: '17842', username: 'other' };
  instagram = new LocalInstagram({ clock, users: [USER, other], apps: [APP] });
  await instagram.start();
  let token = instagram.tokens.issue(USER.id, APP.scopes);
  const given = { client_id: APP.id, client_secret: APP.secret, api_url: instagram.url };
  const grant = { token: async () => token };
  const connection = network.connect(network.account.parse(given), { ...outside(), clock, grant });
  await publish(connection, ONE);
  token = instagram.tokens.issue(other.id, APP.scopes);
  await publish(connection, { ...ONE, text: 'By another' });
  expect(instagram.posts()).toHaveLength(2);
});

it('never takes the newest post for the one that it looks for', async () => {
  const connection = connect();
  instagram.faults.next('publish', { loseAnswer: 'after' });
  const intent = intentAt(clock.now());
  await failureOf(publish(connection, ONE, intent));
  await publish(connection, { ...ONE, text: 'Another' });
  expect((await connection.find?.(ONE, intent))?.id).toBe(instagram.posts()[0]?.id);
});

it('needs a picture, and says so before it is sent (brightbean PR #145)', async () => {
  const connection = connect();
  const message = { text: 'Words alone', images: [] };
  expect(connection.preflight?.(message).map(({ id }) => id)).toEqual(['instagram.media.missing']);
  expect((await failureOf(publish(connection, message))).reason).toBe('refused');
  expect(instagram.containers).toBe(0);
});

it('reads the address once more when it is told that there is no such post (postiz#1562)', async () => {
  const error = { message: 'Unsupported request', code: 100, error_subcode: 33 };
  instagram.faults.next('get', {});
  instagram.faults.next('get', { refusal: { status: 400, body: { error } } });
  const published = await publish(connect(), ONE);
  expect(published.url).toContain('https://www.instagram.com/p/');
});

it('keeps the codes and words of Meta in what it says (postiz PR #1992, PR #2033)', async () => {
  const error = { message: 'Blocked as spam', code: 4, error_subcode: 2_207_051 };
  instagram.faults.next('createContainer', {
    refusal: { status: 400, body: { error: { ...error, code: 100 } } },
  });
  expect((await failureOf(publish(connect(), ONE))).message).toBe(
    'Instagram: Blocked as spam (100/2207051).',
  );
});

it('makes no twelve containers to be refused then (events-tracker#1622): ten pictures are the most', async () => {
  expect((await connect().limits()).images?.most).toBe(10);
});

it('tries again when Instagram could not fetch a picture', async () => {
  const publicMedia = { ...publicPictures, addressOf: async () => `${instagram.url}/nothing.jpg` };
  const settings = network.account.parse({
    access_token: instagram.tokens.issue(USER.id, APP.scopes),
    api_url: instagram.url,
  });
  const connection = network.connect(settings, { ...outside(), clock, publicMedia });
  const error = await failureOf(publish(connection, ONE));
  expect([error.reason, error.message]).toEqual([
    'unreachable',
    expect.stringContaining('could not be fetched'),
  ]);
  expect(error.remedy).toContain('BASE_URL');
});

it('that has taken its posts of the day says when to come back, and loses nothing', async () => {
  instagram.options = { quota: { posts: 1, replies: 0 } };
  const connection = connect();
  expect((await connection.limits()).quota).toEqual([
    { most: 1, of: 'posts', per: 86_400_000, besideAnswers: true },
  ]);
  await publish(connection, ONE);
  expect((await failureOf(publish(connection, { ...ONE, text: 'Two' }))).reason).toBe('rate_limited');
});

it('that lets no app delete says to do it by hand', async () => {
  const connection = connect(
    {},
    APP.scopes.filter((scope) => scope !== 'instagram_manage_contents'),
  );
  const published = await publish(connection, ONE);
  const error = await failureOf(connection.remove(published));
  expect([error.reason, error.remedy]).toEqual(['refused', expect.stringContaining('by hand')]);
});

describe('before it is sent', () => {
  const shaped = (width: number, height: number): Message => ({
    text: '',
    images: [{ ...picture('A kite'), width, height }],
  });
  it.each<[number, number, boolean]>([
    [1_080, 1_350, true],
    [1_080, 1_080, true],
    [1_080, 566, true],
    [1_080, 1_400, false],
    [1_080, 500, false],
  ])('a picture of %i by %i: %s', (width, height, isTaken) => {
    const found = connect().preflight?.(shaped(width, height)) ?? [];
    expect(found.map(({ id }) => id)).toEqual(isTaken ? [] : ['instagram.media.ratio']);
  });

  it('hashtags are counted against what the account says', () => {
    const text = '#one #two #three, C# and a#b are none';
    const ids = (most_hashtags: number) =>
      connect({ most_hashtags })
        .preflight?.({ ...ONE, text })
        .map(({ id }) => id);
    expect(ids(3)).toEqual([]);
    expect(ids(2)).toEqual(['instagram.tags.max_count']);
  });
});

describe('what a post got', () => {
  it('is missing until Instagram has counted it, and never zero', async () => {
    instagram.options = { countedAfter: 48 * 3_600_000 };
    const connection = connect();
    const published = await publish(connection, ONE);
    expect(await connection.metrics?.([published])).toEqual(new Map());
    clock.moveTo(clock.now() + 48 * 3_600_000);
    instagram.react(published.id, 'views', 3);
    const counts = { likes: 0, replies: 0, reposts: 0, views: 3 };
    expect(await connection.metrics?.([published])).toEqual(new Map([[published.id, counts]]));
  });

  it('is not read, and the right not asked for, where the account says so', () => {
    const app = { client_id: 'x', client_secret: 'x' };
    const rights = (more: object) =>
      network.consent?.(network.account.parse({ ...app, ...more }))?.scopes.map(({ name }) => name);
    expect(rights({})).toContain('instagram_business_manage_insights');
    expect(rights({ insights: false })).not.toContain('instagram_business_manage_insights');
    expect(connect({ insights: false }).metrics).toBeUndefined();
  });
});
