import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchFeed } from '../../src/media/fetch-feed.ts';
import { publicInternet } from '../../src/media/internet.ts';

const HERE = { ...publicInternet, closed: (ip: string) => ip !== '127.0.0.1' };
const FEED = '<rss version="2.0"><channel><title>News</title></channel></rss>';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const fetched = async (answer: RequestListener) => fetchFeed(await serve(answer), {}, HERE);

describe('a feed that is packed', () => {
  it.each([
    ['gzip', gzipSync(FEED)],
    ['x-gzip', gzipSync(FEED)],
    ['deflate', deflateSync(FEED)],
    ['br', brotliCompressSync(FEED)],
    ['identity', Buffer.from(FEED)],
  ])('as %s is unpacked, whether that was asked for or not', async (encoding, bytes) => {
    const found = await fetched((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(bytes),
    );
    expect(found.kind === 'changed' && Buffer.from(found.bytes).toString()).toBe(FEED);
  });

  it('to a thousandth of what it holds is no larger than any other', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 'x'));
    const found = await fetched((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    expect(found).toMatchObject({ kind: 'failed', reason: 'it is larger than 5 MB' });
  });

  it.each([
    ['gzip', 'no gzip at all', /header/],
    ['gzip', gzipSync(FEED).subarray(0, 30), /end/],
    ['zstd', 'x', /packed as zstd/],
  ])('as %s, and cannot be unpacked, is told', async (encoding, bytes, reason) => {
    const found = await fetched((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(bytes),
    );
    expect(found).toMatchObject({ kind: 'failed', reason: expect.stringMatching(reason) });
  });
});

it('redirects in a circle end', async () => {
  const found = await fetched((_, response) => response.writeHead(302, { location: '/again' }).end());
  expect(found).toMatchObject({ kind: 'failed', reason: 'it redirects too often' });
});
