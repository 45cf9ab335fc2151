/** Pictures for networks that fetch them: served to whoever has the address, as long as it lasts, and to nobody else. */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../src/kit/log.ts';
import { rangeOf } from '../../src/web/byte-range.ts';
import { createMediaLinks, type MediaLinks } from '../../src/web/media-links.ts';
import { mountPublicMedia } from '../../src/web/public-media.ts';

const HASH = 'a'.repeat(64);
const BYTES = new Uint8Array(Array.from({ length: 1_000 }, (_, index) => index % 256));
let server: Server;
let links: MediaLinks;
let now: number;
let origin: string;
/** From that byte on they are not what was approved. */
let breaksAt: number | undefined;

beforeEach(async () => {
  breaksAt = undefined;
  now = Date.parse('2026-11-30T09:00:00Z');
  const key = randomBytes(32);
  links = createMediaLinks({ key, now: () => now, base: () => origin });
  const mount = mountPublicMedia({
    ...{ links, log: createLog('silent') },
    find: async ({ hash, as }) => (hash === HASH ? served(as) : undefined),
  });
  server = createServer((request, response) => void mount.listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => void server.close());

function served(as: string) {
  const contentType = as === 'video' ? 'video/mp4' : as === 'jpeg' ? 'image/jpeg' : 'image/png';
  return {
    ...{ contentType, size: BYTES.byteLength },
    async *read(from: number, to: number) {
      for (let at = from; at < to; at += 100) {
        if (breaksAt !== undefined && at >= breaksAt) throw new Error('not the bytes that were taken in');
        yield BYTES.slice(at, Math.min(at + 100, to));
      }
    },
  };
}

const address = () => links.linkTo({ hash: HASH, as: 'given' });

describe('a picture', () => {
  it('comes whole, with its type and length', async () => {
    const response = await fetch(address());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-length')).toBe('1000');
    expect(response.headers.get('x-robots-tag')).toBe('noindex');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(BYTES);
  });

  it('tells by HEAD what a GET would bring', async () => {
    const response = await fetch(address(), { method: 'HEAD' });
    expect(response.headers.get('content-length')).toBe('1000');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(await response.text()).toBe('');
  });

  it('comes in parts', async () => {
    const part = await fetch(address(), { headers: { range: 'bytes=10-19' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/1000']);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(BYTES.slice(10, 20));
    const beyond = await fetch(address(), { headers: { range: 'bytes=1000-' } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
  });

  it('comes as a JPEG where the address says so', async () => {
    const response = await fetch(links.linkTo({ hash: HASH, as: 'jpeg' }));
    expect(response.headers.get('content-type')).toBe('image/jpeg');
  });

  it('is there for a day, and not longer', async () => {
    const given = address();
    now += 24 * 3_600_000 - 2_000;
    expect((await fetch(given)).status).toBe(200);
    now += 3_000;
    expect((await fetch(given)).status).toBe(404);
  });

  it('is not had by whoever makes up or changes an address', async () => {
    const given = address();
    const other = createMediaLinks({ key: randomBytes(32), now: () => now, base: () => origin });
    const changed = [
      other.linkTo({ hash: HASH, as: 'given' }),
      `${given.slice(0, -2)}${given.endsWith('AA') ? 'BB' : 'AA'}`,
      given.replace(/\/media\/./, '/media/X'),
      `${origin}/media/${HASH}`,
      `${origin}/media/`,
      `${origin}/media`,
      links.linkTo({ hash: 'b'.repeat(64), as: 'given' }),
    ];
    for (const one of changed) expect((await fetch(one)).status, one).toBe(404);
  });

  it('is not written to', async () => {
    expect((await fetch(address(), { method: 'POST', body: 'x' })).status).toBe(405);
  });
});

describe('a video', () => {
  const PIECES = 'b'.repeat(64);
  const film = (piecesHash = PIECES) => links.linkTo({ hash: HASH, as: 'video', piecesHash });

  it('comes as one, whole and in parts', async () => {
    const whole = await fetch(film());
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(BYTES);
    const part = await fetch(film(), { headers: { range: 'bytes=250-749' } });
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '500']);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(BYTES.slice(250, 750));
  });

  it('names the pieces that were approved, under the same signature', () => {
    const token = film().slice(film().lastIndexOf('/') + 1);
    expect(links.read(token)).toEqual({ hash: HASH, as: 'video', piecesHash: PIECES });
    expect(film()).not.toBe(film('c'.repeat(64)));
  });

  it('that is not what was approved breaks off, and is never taken for whole', async () => {
    breaksAt = 500;
    const got = fetch(film()).then((response) => response.arrayBuffer());
    await expect(got).rejects.toThrow();
  });
});

it('reads every range as a part of the picture, or as none', () => {
  const bound = fc.option(fc.nat(2_000), { nil: undefined });
  fc.assert(
    fc.property(bound, bound, fc.integer({ min: 1, max: 1_500 }), (first, last, size) => {
      const range = rangeOf(`bytes=${first ?? ''}-${last ?? ''}`, size);
      if (range === undefined || range === 'unsatisfiable') return;
      expect(range.from).toBeGreaterThanOrEqual(0);
      expect(range.to).toBeLessThan(size);
      expect(range.from).toBeLessThanOrEqual(range.to);
    }),
  );
  expect(rangeOf('bytes=-5', 100)).toEqual({ from: 95, to: 99 });
  expect(rangeOf('bytes=0-0,5-6', 100)).toBeUndefined();
  expect(rangeOf('bytes=5-4', 100)).toBeUndefined();
});
