import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LocalReddit } from '../src/reddit/index.ts';
import { pixel } from './picture.ts';

const HEADERS = { 'user-agent': 'server:org.example.bellwether:1.0 (by /u/acme)' };
let now = 0;
let reddit: LocalReddit;
let token: string;

beforeEach(async () => {
  now = Date.parse('2026-11-30T12:00:00Z');
  reddit = new LocalReddit({
    clock: { now: () => now },
    people: [{ id: 'a', name: 'acme', joined: ['kites', 'still'] }],
    communities: [{ name: 'kites' }, { name: 'still', takesNoVideos: true }],
    apps: [],
    processing: 60_000,
  });
  await reddit.start();
  token = reddit.issueToken('a', ['submit', 'history', 'read']);
});
afterEach(() => reddit.stop());

async function call(path: string, form?: Record<string, string>) {
  const answer = await fetch(`${reddit.url}${path}`, {
    headers: { ...HEADERS, authorization: `Bearer ${token}` },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
  return { status: answer.status, body: await answer.json() };
}

interface Lease {
  args: { action: string; fields: { name: string; value: string }[] };
}

async function lease(filepath: string, mimetype: string): Promise<Lease> {
  return (await call('/api/media/asset.json', { api_type: 'json', filepath, mimetype })).body as Lease;
}

const bytes = Uint8Array.from(pixel(1));

/** Answers the status, and where it lies. */
async function send({ args }: Lease, change: (form: FormData) => void = () => {}) {
  const form = new FormData();
  for (const { name, value } of args.fields) form.append(name, value);
  form.append('file', new File([bytes], 'a'));
  change(form);
  const answer = await fetch(`http:${args.action}`, { method: 'POST', body: form });
  return [answer.status, answer.headers.get('location')] as const;
}

async function given(filepath: string, mimetype: string): Promise<string> {
  return (await send(await lease(filepath, mimetype)))[1] ?? '';
}

function submit(more: Record<string, string>) {
  return call('/api/submit', { api_type: 'json', kind: 'video', sr: 'kites', title: 'A kite', ...more });
}

const code = ({ body }: { body: unknown }) => (body as { json: { errors: string[][] } }).json.errors[0]?.[0];

describe('a form for a file', () => {
  test('is given for pictures and videos that bear their kind in their name', async () => {
    const { args } = await lease('a.mp4', 'video/mp4');
    expect(args.action).toMatch(/^\/\/127\.0\.0\.1:\d+\/reddit-uploaded-video$/);
    expect(args.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['key', 'policy']));
    const bad = { api_type: 'json', filepath: 'a.png', mimetype: 'video/mp4' };
    expect((await call('/api/media/asset.json', bad)).status).toBe(400);
    const page = { api_type: 'json', filepath: 'a.html', mimetype: 'text/html' };
    expect((await call('/api/media/asset.json', page)).status).toBe(400);
  });

  test('takes all of its fields, the file last, for an hour', async () => {
    const own = await lease('a.png', 'image/png');
    expect(await send(own, (form) => form.set('policy', 'another'))).toEqual([403, null]);
    expect(await send(own, (form) => form.append('more', 'behind'))).toEqual([400, null]);
    const [status, location] = await send(own);
    expect([status, location]).toEqual([201, expect.stringContaining('/rte_images/')]);
    now += 3_600_001;
    expect((await send(await lease('a.png', 'image/png')))[0]).toBe(201);
    expect((await send(own))[0]).toBe(403);
  });
});

describe('a post with a video', () => {
  test('is refused without a poster, and with one that nobody gave', async () => {
    const url = await given('a.mp4', 'video/mp4');
    expect(code(await submit({ url }))).toBe('MISSING_VIDEO_URLS');
    expect(code(await submit({ url, video_poster_url: 'https://i.redd.it/x.png' }))).toBe(
      'MISSING_VIDEO_URLS',
    );
    // A video is no poster.
    expect(code(await submit({ url, video_poster_url: url }))).toBe('MISSING_VIDEO_URLS');
    const poster = await given('a.png', 'image/png');
    expect(code(await submit({ url: poster, video_poster_url: poster }))).toBe('MISSING_VIDEO_URLS');
    expect(reddit.taken).toBe(0);
  });

  test('tells no id, and is seen when it was worked on', async () => {
    const url = await given('a.mp4', 'video/mp4');
    const video_poster_url = await given('a.png', 'image/png');
    const { body } = await submit({ url, video_poster_url });
    const user_submitted_page = expect.stringContaining('/user/acme/submitted');
    const data = { user_submitted_page, websocket_url: expect.any(String) };
    expect(body).toEqual({ json: { errors: [], data } });
    const listed = async () => {
      const { body: told } = await call('/user/acme/submitted?sort=new');
      return (told as { data: { children: { data: object }[] } }).data.children.map(({ data }) => data);
    };
    expect(await listed()).toEqual([]);
    now += 60_000;
    expect(await listed()).toMatchObject([{ is_self: false, is_video: true, title: 'A kite' }]);
    expect(code(await submit({ url, video_poster_url, sr: 'still' }))).toBe('NO_VIDEOS');
  });
});
