import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LocalYouTube } from '../src/youtube/index.ts';

const SCOPES = ['youtube.upload', 'youtube.readonly', 'youtube.force-ssl'].map(
  (name) => `https://www.googleapis.com/auth/${name}`,
);
const UNIT = 256 * 1024;
const APP = { id: 'app', secret: 's', redirects: ['http://127.0.0.1/back'], standing: 'audited' as const };
let now = Date.parse('2026-11-30T12:00:00Z');
let youtube: LocalYouTube;
let token: string;

beforeEach(async () => {
  now = Date.parse('2026-11-30T12:00:00Z');
  youtube = new LocalYouTube({
    clock: { now: () => now },
    users: [{ id: '1', channel: { id: 'UCacme', title: 'Acme', customUrl: '@acme' } }],
    apps: [APP],
  });
  await youtube.start();
  token = youtube.issueToken({ user: '1', app: 'app', scopes: SCOPES });
});
afterEach(() => youtube.stop());

const STATUS = { privacyStatus: 'private', selfDeclaredMadeForKids: false };

function begin(
  size: number,
  { snippet = {}, status = STATUS, more = {} }: { snippet?: object; status?: object; more?: object } = {},
) {
  return fetch(`${youtube.url}/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-upload-content-length': String(size),
      'x-upload-content-type': 'video/mp4',
    },
    body: JSON.stringify({ snippet: { title: 'Kites', ...snippet }, status, ...more }),
  });
}

const sessionOf = async (size: number) => (await begin(size)).headers.get('location') ?? '';

function put(session: string, range: string, bytes?: Buffer<ArrayBuffer>) {
  return fetch(session, {
    ...{ method: 'PUT', redirect: 'manual', headers: { 'content-range': range } },
    ...(bytes && { body: bytes }),
  });
}

async function refusalOf(answer: Response): Promise<unknown> {
  const { error } = (await answer.json()) as { error: { code: number; errors: { reason: string }[] } };
  return [answer.status, error.code, error.errors[0]?.reason];
}

describe('an upload', () => {
  test('goes on from where it stands, and is a video with its last byte', async () => {
    const bytes = Buffer.alloc(UNIT * 2 + 17, 5);
    const size = bytes.length;
    const session = await sessionOf(size);
    const asked = await put(session, `bytes */${size}`);
    expect([asked.status, asked.headers.get('range')]).toEqual([308, null]);
    const first = await put(session, `bytes 0-${UNIT - 1}/${size}`, bytes.subarray(0, UNIT));
    expect([first.status, first.headers.get('range')]).toEqual([308, `bytes=0-${UNIT - 1}`]);
    const last = await put(session, `bytes ${UNIT}-${size - 1}/${size}`, bytes.subarray(UNIT));
    expect([last.status, await last.json()]).toMatchObject([200, { id: youtube.videos()[0]?.id }]);
    expect(youtube.videos()[0]?.hash).toBe(createHash('sha256').update(bytes).digest('hex'));
    // Asked again, it is the same video.
    expect((await put(session, `bytes */${size}`)).status).toBe(200);
    expect(youtube.videos()).toHaveLength(1);
  });

  test('takes nothing that leaves a gap, comes twice, or is no multiple of 256 KiB', async () => {
    const size = UNIT * 3;
    const session = await sessionOf(size);
    const odd = await put(session, `bytes 0-999/${size}`, Buffer.alloc(1_000));
    expect(await refusalOf(odd)).toEqual([400, 400, 'badChunkSize']);
    const gap = await put(session, `bytes ${UNIT}-${UNIT * 2 - 1}/${size}`, Buffer.alloc(UNIT));
    expect([gap.status, gap.headers.get('range')]).toEqual([308, null]);
    await put(session, `bytes 0-${UNIT - 1}/${size}`, Buffer.alloc(UNIT));
    const twice = await put(session, `bytes 0-${UNIT - 1}/${size}`, Buffer.alloc(UNIT));
    expect(twice.headers.get('range')).toBe(`bytes=0-${UNIT - 1}`);
  });

  test('ends after a week', async () => {
    const session = await sessionOf(UNIT);
    now += 7 * 24 * 3_600_000;
    expect(await refusalOf(await put(session, `bytes */${UNIT}`))).toEqual([410, 410, 'uploadNotFound']);
  });
});

test.each([
  ['an angle bracket in the title', { snippet: { title: 'a < b' } }, 'invalidTitle'],
  ['a title of 101 characters', { snippet: { title: 'a'.repeat(101) } }, 'invalidTitle'],
  [
    'a description of 5,001 bytes',
    { snippet: { description: `${'é'.repeat(2_500)}a` } },
    'invalidDescription',
  ],
  ['501 characters of tags', { snippet: { tags: ['a'.repeat(250), 'b'.repeat(250)] } }, 'invalidTags'],
  ['nothing said of children', { status: { privacyStatus: 'private' } }, 'invalidVideoMetadata'],
  ['a key that is unknown', { more: { hello: 1 } }, 'invalidVideoMetadata'],
])('%s is refused', async (_what, given, reason) => {
  expect(await refusalOf(await begin(1_000, given))).toEqual([400, 400, reason]);
});

test('the 101st video of a day is refused, until it is midnight in California', async () => {
  for (let count = 0; count < 100; count += 1) expect((await begin(1_000)).status).toBe(200);
  expect(await refusalOf(await begin(1_000))).toEqual([403, 403, 'quotaExceeded']);
  now = Date.parse('2026-12-01T07:59:59Z');
  token = youtube.issueToken({ user: '1', app: 'app', scopes: SCOPES });
  expect((await begin(1_000)).status).toBe(403);
  now = Date.parse('2026-12-01T08:00:00Z');
  expect((await begin(1_000)).status).toBe(200);
});

test('a right that was not given is missed', async () => {
  token = youtube.issueToken({ user: '1', app: 'app', scopes: SCOPES.slice(1, 2) });
  expect(await refusalOf(await begin(1_000))).toEqual([403, 403, 'insufficientPermissions']);
  token = 'nothing';
  expect(await refusalOf(await begin(1_000))).toEqual([401, 401, 'authError']);
});

describe('an update', () => {
  const update = (part: string, body: object) =>
    fetch(`${youtube.url}/youtube/v3/videos?part=${part}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('writes the parts that it names whole, and no others', async () => {
    const id = youtube.putUp('UCacme', { title: 'Kites', description: 'Two of them' });
    const snippet = { title: 'Red kites', categoryId: '15', tags: ['kites'] };
    expect((await update('snippet', { id, snippet })).status).toBe(200);
    expect(youtube.videos()).toMatchObject([
      { snippet: { ...snippet, description: '' }, status: { privacyStatus: 'private' } },
    ]);
    const status = { privacyStatus: 'public', selfDeclaredMadeForKids: false };
    expect((await update('snippet,status', { id, snippet, status })).status).toBe(200);
    expect(youtube.videos()).toMatchObject([{ status: { privacyStatus: 'public' } }]);
  });

  test.each([
    ['status', { snippet: { title: 'A', categoryId: '22' } }, 'unexpectedPart'],
    ['snippet,status', { snippet: { title: 'A', categoryId: '22' } }, 'unexpectedPart'],
    ['statistics', {}, 'unexpectedPart'],
    ['snippet', { snippet: { title: 'A' } }, 'invalidVideoMetadata'],
    ['snippet', { snippet: { title: 'a<b', categoryId: '22' } }, 'invalidTitle'],
  ])('of %s with %j is refused', async (part, given, reason) => {
    const id = youtube.putUp('UCacme', { title: 'Kites', description: '' });
    expect(await refusalOf(await update(part, { id, ...given }))).toEqual([400, 400, reason]);
    expect(youtube.videos()[0]?.snippet.title).toBe('Kites');
  });
});

describe('an answer to a comment', () => {
  const write = (method: string, body: object, part = 'snippet') =>
    fetch(`${youtube.url}/youtube/v3/comments?part=${part}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  let video: string;
  let comment: string;
  beforeEach(() => {
    video = youtube.putUp('UCacme', { title: 'Kites', description: '' });
    comment = youtube.comment(video, 'Where?');
  });

  test("stands in its thread, is the channel's own, and costs 50 units", async () => {
    const answer = await write('POST', { snippet: { parentId: comment, textOriginal: 'There' } });
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { snippet: { parentId: comment, textOriginal: 'There', authorChannelId: { value: 'UCacme' } } },
    ]);
    expect(youtube.spent.units).toBe(50);
  });

  test.each<[{ parentId?: string; textOriginal: string; videoId?: string }, unknown]>([
    [{ parentId: 'c0', textOriginal: 'There' }, [404, 404, 'parentCommentNotFound']],
    [{ textOriginal: 'There' }, [400, 400, 'invalidCommentMetadata']],
    [{ parentId: 'its', textOriginal: ' ' }, [400, 400, 'commentTextRequired']],
    [{ parentId: 'its', textOriginal: 'a'.repeat(10_001) }, [400, 400, 'commentTextTooLong']],
    [{ parentId: 'its', textOriginal: 'There', videoId: 'v' }, [400, 400, 'invalidCommentMetadata']],
  ])('with %j is refused', async (given, refused) => {
    const snippet = { ...given, ...(given.parentId === 'its' && { parentId: comment }) };
    expect(await refusalOf(await write('POST', { snippet }))).toEqual(refused);
    expect(youtube.comments()).toHaveLength(1);
  });

  test('to an answer is refused, and so is one where nobody may comment, or by whoever may only read', async () => {
    const reply = youtube.comment(video, 'Yes, where?', { parent: comment });
    const answer = (parentId: string) => write('POST', { snippet: { parentId, textOriginal: 'There' } });
    expect(await refusalOf(await answer(reply))).toEqual([404, 404, 'parentCommentNotFound']);
    youtube.closeComments(video);
    expect(await refusalOf(await answer(comment))).toEqual([403, 403, 'commentsDisabled']);
    token = youtube.issueToken({ user: '1', app: 'app', scopes: SCOPES.slice(1, 2) });
    expect(await refusalOf(await answer(comment))).toEqual([403, 403, 'insufficientPermissions']);
  });

  test('of somebody else is not changed', async () => {
    const change = { id: comment, snippet: { textOriginal: 'Nowhere' } };
    expect(await refusalOf(await write('PUT', change))).toEqual([403, 403, 'forbidden']);
  });
});

test('comments are kept over a restart, and are gone where it goes back to before them', () => {
  const before = structuredClone(youtube.snapshotState());
  const video = youtube.putUp('UCacme', { title: 'Kites', description: '' });
  const id = youtube.comment(video, 'Nice');
  const kept = structuredClone(youtube.snapshotState());
  youtube.restoreState(before);
  expect(youtube.comments()).toEqual([]);
  youtube.restoreState(kept);
  expect(youtube.comments()).toMatchObject([{ id, text: 'Nice' }]);
});
