/** The local Threads refuses what the real one refuses: asked by hand, not by our client. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { LocalThreads } from '../src/threads/index.ts';
import { pixel } from './picture.ts';

const DAY = 24 * 3_600_000;
const APP = {
  id: 'app',
  secret: 'shh',
  redirects: ['https://example.org/back'],
  scopes: ['threads_basic', 'threads_content_publish'],
};
let clock: MovableClock;
let threads: LocalThreads;
let token: string;
let pictures: Server;
let robots: string | undefined;
let fetched: string[];

beforeEach(async () => {
  clock = new MovableClock();
  threads = new LocalThreads({ clock, users: [{ id: '1', username: 'acme' }], apps: [APP] });
  await threads.start();
  token = threads.tokens.issue('1', APP.scopes);
  robots = undefined;
  fetched = [];
  const bytes = pixel();
  pictures = createServer(({ url = '' }, response) => {
    if (url === '/robots.txt')
      return void response.writeHead(robots === undefined ? 404 : 200).end(robots ?? '');
    fetched.push(url);
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': bytes.byteLength }).end(bytes);
  });
  await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', () => resolve()));
});
afterEach(async () => {
  pictures.close();
  await threads.stop();
});

const at = (path: string) => `http://127.0.0.1:${(pictures.address() as AddressInfo).port}${path}`;

async function call(method: string, path: string, fields: Record<string, string> = {}) {
  const response = await fetch(`${threads.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(method === 'POST' && { body: new URLSearchParams(fields) }),
  });
  return { status: response.status, body: (await response.json()) as Answer };
}
interface Answer {
  id?: string;
  status?: string;
  error_message?: string;
  access_token?: string;
  error?: { code: number; error_subcode?: number; message: string };
}
const create = (fields: Record<string, string>) => call('POST', '/v1.0/me/threads', fields);
const statusOf = async (id = '') => (await call('GET', `/v1.0/${id}?fields=status,error_message`)).body;

describe('a container', () => {
  it.each<[string, Record<string, string>]>([
    ['without a kind', { text: 'Hello' }],
    ['without a text', { media_type: 'TEXT' }],
    ['with a field that there is none of', { media_type: 'TEXT', text: 'Hello', colour: 'red' }],
    ['of 501 characters', { media_type: 'TEXT', text: 'a'.repeat(501) }],
    ['of 126 suns', { media_type: 'TEXT', text: '🌞'.repeat(126) }],
    ['of an album of one', { media_type: 'CAROUSEL', children: '1' }],
    ['of an album of what is not there', { media_type: 'CAROUSEL', children: '1,2' }],
  ])('%s is refused', async (_what, fields) => {
    const { status, body } = await create(fields);
    expect([status, body.error?.code]).toEqual([400, 100]);
  });

  it('with a sixth link is refused by name', async () => {
    const links = Array.from({ length: 6 }, (_, index) => `https://example.org/${index}`).join(' ');
    expect((await create({ media_type: 'TEXT', text: links })).body.error?.message).toBe(
      'THREADS_API__LINK_LIMIT_EXCEEDED',
    );
    const [five] = [links.slice(0, links.lastIndexOf(' '))];
    expect((await create({ media_type: 'TEXT', text: five })).status).toBe(200);
  });

  it('fetches the picture from the address that it was given', async () => {
    const { body } = await create({ media_type: 'IMAGE', image_url: at('/kite.png') });
    await expect.poll(async () => (await statusOf(body.id)).status).toBe('FINISHED');
    expect(fetched).toEqual(['/kite.png']);
  });

  it.each([['http://10.0.0.9/kite.png'], ['http://localhost/kite.png'], ['http://example.org/kite.png']])(
    'does not fetch %s',
    async (address) => {
      const { body } = await create({ media_type: 'IMAGE', image_url: address });
      await expect
        .poll(async () => statusOf(body.id))
        .toMatchObject({
          status: 'ERROR',
          error_message: 'FAILED_DOWNLOADING_IMAGE',
        });
    },
  );

  it('heeds robots.txt', async () => {
    robots = 'User-agent: *\nDisallow: /';
    const { body } = await create({ media_type: 'IMAGE', image_url: at('/kite.png') });
    await expect.poll(async () => (await statusOf(body.id)).status).toBe('ERROR');
    expect(fetched).toEqual([]);
  });

  it('is published once, when it is finished, and not after a day', async () => {
    threads.options = { processing: 1_000 };
    const { body } = await create({ media_type: 'TEXT', text: 'Hello' });
    const publish = () => call('POST', '/v1.0/me/threads_publish', { creation_id: body.id ?? '' });
    expect((await publish()).body.error?.error_subcode).toBe(4_279_009);
    clock.moveTo(clock.now() + 1_000);
    expect((await publish()).status).toBe(200);
    expect((await publish()).status).toBe(400);
    const late = await create({ media_type: 'TEXT', text: 'Late' });
    clock.moveTo(clock.now() + DAY);
    expect((await statusOf(late.body.id)).status).toBe('EXPIRED');
  });
});

describe('a token', () => {
  it('is for what it was given for', async () => {
    const { body } = await call('DELETE', '/v1.0/1');
    expect(body.error?.code).toBe(10);
    threads.tokens.revoke('1');
    expect((await call('GET', '/v1.0/me')).body.error).toMatchObject({ code: 190, error_subcode: 458 });
  });

  it('comes for a code, once; is exchanged for a long one, and renewed when that is a day old', async () => {
    const redirect = 'https://example.org/back';
    const query = new URLSearchParams({
      ...{ client_id: 'app', redirect_uri: redirect, response_type: 'code', state: 's' },
      scope: 'threads_basic,threads_content_publish',
    });
    const back = await fetch(`${threads.url}/oauth/authorize?${query}`, {
      ...{ method: 'POST', redirect: 'manual' },
      body: new URLSearchParams({ answer: 'allow', user: '1', scope: 'threads_basic' }),
    });
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const form = { client_id: 'app', client_secret: 'shh', grant_type: 'authorization_code', code };
    const exchange = () => call('POST', '/oauth/access_token', { ...form, redirect_uri: redirect });
    const short = (await exchange()).body.access_token ?? '';
    expect((await exchange()).status).toBe(400);
    const ask = (path: string, asked: Record<string, string>) =>
      call('GET', `${path}?${new URLSearchParams(asked)}`);
    const long = await ask('/access_token', {
      ...{ grant_type: 'th_exchange_token', client_secret: 'shh', access_token: short },
    });
    const renew = () =>
      ask('/refresh_access_token', {
        ...{ grant_type: 'th_refresh_token', access_token: long.body.access_token ?? '' },
      });
    expect((await renew()).status).toBe(400);
    clock.moveTo(clock.now() + DAY);
    expect((await renew()).body.access_token).not.toBe(long.body.access_token);
    clock.moveTo(clock.now() + 60 * DAY);
    expect((await renew()).status).toBe(401);
  });
});
