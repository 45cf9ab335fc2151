/** The local X by itself, asked with plain requests: what is known of the real one, and nothing of a client. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalX } from '../src/x/index.ts';
import { weightOf } from '../src/x/text.ts';
import { pixel } from './picture.ts';

const SCOPES = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'];
const REDIRECT = 'http://127.0.0.1/back';
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

let now: number;
let x: LocalX;
let token: string;

beforeEach(async () => {
  now = Date.parse('2026-11-02T09:00:00Z');
  await open({});
});
afterEach(() => x.stop());

async function open(world: { visibleAfter?: number; processing?: number; credits?: number }): Promise<void> {
  await x?.stop();
  x = new LocalX({
    ...{ clock: { now: () => now }, ...world },
    users: [
      { id: '1', username: 'acme', name: 'Acme' },
      { id: '2', username: 'reader', name: 'Reader' },
    ],
    apps: [{ id: 'app', secret: 'shh', redirects: [REDIRECT] }],
  });
  await x.start();
  token = x.issueToken('1', SCOPES);
}

interface Answer {
  status: number;
  body: Record<string, unknown> & { data?: Record<string, unknown> };
}

async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${x.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(!isForm && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

const post = (text: string, more = {}) => ask('POST', '/2/tweets', { text, ...more });

async function upload(seed = 0): Promise<string> {
  const form = new FormData();
  form.set('media', new Blob([pixel(seed)]));
  form.set('media_category', 'tweet_image');
  return String((await ask('POST', '/2/media/upload', form)).body.data?.id);
}

describe('a post', () => {
  it('is made once: the same text again is refused, without the id of the first, also when that was deleted', async () => {
    const { status, body } = await post('Hello');
    expect([status, body.data?.text]).toEqual([201, 'Hello']);
    await ask('DELETE', `/2/tweets/${String(body.data?.id)}`);
    const again = await post('Hello ');
    expect(again).toEqual({
      status: 403,
      body: {
        ...{ title: 'Forbidden', type: 'about:blank', status: 403 },
        detail: 'You are not allowed to create a Tweet with duplicate content.',
      },
    });
    now += 25 * 3_600_000;
    token = x.issueToken('1', SCOPES);
    expect((await post('Hello')).status).toBe(201);
  });

  it('has no unknown keys, at most four pictures, and a text or pictures', async () => {
    expect((await post('Hello', { headline: 'x' })).status).toBe(400);
    expect((await post('Hello', { media: { media_ids: ['1', '2', '3', '4', '5'] } })).status).toBe(400);
    expect((await post(' ')).status).toBe(400);
    expect((await post('Hello', { media: { media_ids: ['17'] } })).body).toMatchObject({
      errors: [{ message: 'Your media IDs are invalid.' }],
    });
    expect(x.posts('1')).toEqual([]);
  });

  it('weighs at most 280', async () => {
    expect((await post('世'.repeat(140))).status).toBe(201);
    expect((await post(`${'世'.repeat(140)}a`)).status).toBe(400);
  });

  it('holds one cashtag', async () => {
    expect((await post('$ACME, $BELL')).status).toBe(403);
  });

  it('answers nobody who did not name the account, and nothing that is not to be seen', async () => {
    const stranger = x.say('2', 'To nobody');
    const asker = x.say('2', '@acme Where is it?');
    const answering = (id: string) => post(`Here ${id}`, { reply: { in_reply_to_tweet_id: id } });
    expect((await answering(stranger.id)).body.detail).toContain('not allowed');
    expect((await answering(asker.id)).status).toBe(201);
    expect((await answering('17')).body.detail).toContain('deleted or not visible');
  });

  it('is listed later, and until then no parent', async () => {
    await open({ visibleAfter: 2_000 });
    const { body } = await post('One');
    const id = String(body.data?.id);
    const list = () => ask('GET', '/2/users/1/tweets?max_results=5');
    expect((await list()).body).toEqual({ meta: { result_count: 0 } });
    expect((await post('Two', { reply: { in_reply_to_tweet_id: id } })).status).toBe(403);
    now += 2_000;
    expect((await list()).body.meta).toMatchObject({ result_count: 1, newest_id: id });
    expect((await post('Two', { reply: { in_reply_to_tweet_id: id } })).status).toBe(201);
  });

  it('is given back with short links, escaped signs, and only the fields that were asked for', async () => {
    const media = await upload();
    await post('A & B <c> example.org', { media: { media_ids: [media] } });
    const plain = await ask('GET', '/2/users/1/tweets?max_results=5');
    const [shown] = plain.body.data as unknown as Record<string, unknown>[];
    expect(shown?.text).toMatch(/^A &amp; B &lt;c&gt; https:\/\/t\.co\/\w+ https:\/\/t\.co\/\w+$/);
    expect(shown?.entities).toBeUndefined();
    const whole = await ask('GET', '/2/users/1/tweets?max_results=5&tweet.fields=entities,attachments');
    expect(whole.body.data).toMatchObject([
      { entities: { urls: [{ expanded_url: 'http://example.org' }, { media_key: `3_${media}` }] } },
    ]);
  });
});

describe('media', () => {
  it('need their own right', async () => {
    token = x.issueToken(
      '1',
      SCOPES.filter((scope) => scope !== 'media.write'),
    );
    const form = new FormData();
    form.set('media', new Blob([pixel()]));
    form.set('media_category', 'tweet_image');
    expect((await ask('POST', '/2/media/upload', form)).status).toBe(403);
  });

  it('that are worked on still are not taken, nor those that are a day old', async () => {
    await open({ processing: 1_000 });
    const begun = await ask('POST', '/2/media/upload/initialize', {
      ...{ media_category: 'tweet_gif', media_type: 'image/gif', total_bytes: GIF.length },
    });
    const id = String(begun.body.data?.id);
    const form = new FormData();
    form.set('media', new Blob([new Uint8Array(GIF)]));
    form.set('segment_index', '0');
    await ask('POST', `/2/media/upload/${id}/append`, form);
    const done = await ask('POST', `/2/media/upload/${id}/finalize`);
    expect(done.body.data).toMatchObject({ processing_info: { state: 'in_progress' } });
    expect((await post('', { media: { media_ids: [id] } })).status).toBe(400);
    now += 1_000;
    expect((await post('', { media: { media_ids: [id] } })).status).toBe(201);
    const other = await upload();
    now += 25 * 3_600_000;
    token = x.issueToken('1', SCOPES);
    expect((await post('Late', { media: { media_ids: [other] } })).status).toBe(400);
  });
});

describe('credits', () => {
  it('are charged by what is done, and nothing is done without them', async () => {
    await open({ credits: 215 });
    await post('Hello');
    await post('See https://example.org');
    expect(x.spent).toBe(215);
    const { status, body } = await post('Another');
    expect([status, body.title]).toEqual([402, 'CreditsDepleted']);
    expect((await ask('GET', '/2/users/me')).status).toBe(402);
    expect(x.posts('1')).toHaveLength(2);
  });
});

it('brings back what it held', async () => {
  const { body } = await post('Hello', { media: { media_ids: [await upload()] } });
  const kept = structuredClone(x.snapshotState());
  await open({});
  x.restoreState(kept);
  expect(x.posts('1')).toMatchObject([{ id: body.data?.id, text: 'Hello', pictures: [{ alt: '' }] }]);
});

it.each([
  ['Hello', 5],
  ['世界', 4],
  ['👩‍👩‍👧‍👦 and 🇩🇰', 9],
  ['é', 1],
  ['https://example.org/a-very-long-path/with/parts?and=query', 23],
  ['See example.org.', 28],
  ['me@example.org', 14],
  ['“quoted” – so…', 15],
])('%j weighs %i', (text, weight) => {
  expect(weightOf(text)).toBe(weight);
});
