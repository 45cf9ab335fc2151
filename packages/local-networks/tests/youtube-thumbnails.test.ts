import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LocalYouTube } from '../src/youtube/index.ts';
import { pixel } from './picture.ts';

const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;
const APP = { id: 'app', secret: 's', redirects: ['http://127.0.0.1/back'], standing: 'audited' as const };
const OWN = 'UCacme';
let youtube: LocalYouTube;
let token: string;
let video: string;

beforeEach(async () => {
  youtube = new LocalYouTube({
    clock: { now: () => Date.parse('2026-11-30T12:00:00Z') },
    users: [
      { id: '1', channel: { id: OWN, title: 'Acme', customUrl: '@acme' } },
      { id: '2', channel: { id: 'UCother', title: 'Other', customUrl: '@other' } },
    ],
    apps: [APP],
  });
  await youtube.start();
  token = youtube.issueToken({ user: '1', app: 'app', scopes: [scope('youtube.upload')] });
  video = youtube.putUp(OWN, { title: 'Kites', description: '' });
});
afterEach(() => youtube.stop());

const png = Buffer.from(pixel(1));

function set(
  query: Record<string, string>,
  { type = 'image/png', body = png, by = token }: { type?: string; body?: Buffer; by?: string } = {},
) {
  return fetch(`${youtube.url}/upload/youtube/v3/thumbnails/set?${new URLSearchParams(query)}`, {
    ...{ method: 'POST', headers: { authorization: `Bearer ${by}`, 'content-type': type } },
    body: Uint8Array.from(body),
  });
}

async function refusalOf(answer: Response): Promise<unknown> {
  const { error } = (await answer.json()) as { error: { errors: { reason: string }[] } };
  return [answer.status, error.errors[0]?.reason];
}

describe('a thumbnail', () => {
  test('is the video’s own from then on, costs 50 units, and is set twice like once', async () => {
    for (let times = 0; times < 2; times += 1) {
      const answer = await set({ videoId: video });
      expect([answer.status, await answer.json()]).toMatchObject([
        200,
        { kind: 'youtube#thumbnailSetResponse', items: [{ default: { width: 120, height: 90 } }] },
      ]);
    }
    const hash = createHash('sha256').update(png).digest('hex');
    expect([youtube.videos()[0]?.thumbnail?.hash, youtube.spent.units]).toEqual([hash, 100]);
  });

  test.each<[string, Parameters<typeof set>[1], number, string]>([
    ['no bytes', { body: Buffer.alloc(0) }, 400, 'mediaBodyRequired'],
    ['another type', { type: 'image/webp' }, 400, 'mediaTypeNotSupported'],
    ['bytes that are no picture', { body: Buffer.from('<html>') }, 400, 'invalidImage'],
    ['more than 2 MB', { body: Buffer.concat([png, Buffer.alloc(2_097_152)]) }, 400, 'invalidImage'],
  ])('of %s is refused', async (_what, given, status, reason) => {
    expect(await refusalOf(await set({ videoId: video }, given))).toEqual([status, reason]);
    expect(youtube.videos()[0]?.thumbnail).toBeUndefined();
  });

  test('wants a video that there is, of that channel, and a right', async () => {
    expect(await refusalOf(await set({}))).toEqual([400, 'missingRequiredParameter']);
    expect(await refusalOf(await set({ videoId: 'gone' }))).toEqual([404, 'videoNotFound']);
    const by = youtube.issueToken({ user: '2', app: 'app', scopes: [scope('youtube.upload')] });
    expect(await refusalOf(await set({ videoId: video }, { by }))).toEqual([403, 'forbidden']);
    const reader = youtube.issueToken({ user: '1', app: 'app', scopes: [scope('youtube.readonly')] });
    const asked = await set({ videoId: video }, { by: reader });
    expect(await refusalOf(asked)).toEqual([403, 'insufficientPermissions']);
  });

  test('is for verified channels, and while there is quota', async () => {
    youtube.unverify(OWN);
    expect(await refusalOf(await set({ videoId: video }))).toEqual([403, 'forbidden']);
    for (let times = 0; times < 199; times += 1) await set({ videoId: video });
    expect(await refusalOf(await set({ videoId: video }))).toEqual([403, 'quotaExceeded']);
  });
});
