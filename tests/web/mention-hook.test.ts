import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mentionHook, type SentMention } from '../../src/web/mention-hook.ts';

const SECRET = 'a-secret-of-sixteen';
const NOW = Date.parse('2026-11-30T09:15:00Z');
const RIGHT = { id: 'm1', text: 'Where is it?', at: '2026-11-30T09:14:00Z', author: { name: 'Kim' } };

let now = NOW;
let taken: SentMention[] = [];
let server: Server;
let address = '';
beforeAll(async () => {
  const { listener } = mentionHook({
    secretOf: (source) => (source === 'crm' ? SECRET : undefined),
    now: () => now,
    async take(_source, mentions) {
      const known = new Set(taken.map(({ id }) => id));
      const fresh = mentions.filter(({ id }) => !known.has(id));
      taken.push(...fresh);
      return fresh.length;
    },
  });
  server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/mentions/`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  taken = [];
  now += 60_000;
});

describe('a mention that is sent', () => {
  it('is stored with 202, and is known with 200 when it comes again', async () => {
    expect(await send(RIGHT)).toEqual([202, { stored: 1, known: 0 }]);
    expect(await send(RIGHT)).toEqual([200, { stored: 0, known: 1 }]);
    expect(taken).toEqual([{ ...RIGHT, at: Date.parse(RIGHT.at) }]);
  });

  it('may be one of up to a hundred', async () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ ...RIGHT, id: `m${index}` }));
    expect(await send(many)).toEqual([202, { stored: 100, known: 0 }]);
    expect(await send([...many, { ...RIGHT, id: 'one more' }])).toEqual([
      400,
      { error: 'body: must hold at most 100 mentions' },
    ]);
  });

  it.each([
    ['no JSON', '{', /^the body is no JSON/],
    ['no object', '7', /^body: must be an object/],
    ['no id', JSON.stringify({ ...RIGHT, id: undefined }), /^id: is missing/],
    ['an empty text', JSON.stringify({ ...RIGHT, text: '' }), /^text: must not be empty/],
    ['no author', JSON.stringify({ ...RIGHT, author: undefined }), /^author: is missing/],
    ['an author without a name', JSON.stringify({ ...RIGHT, author: {} }), /^author\.name: is missing/],
    ['no time', JSON.stringify({ ...RIGHT, at: 'yesterday' }), /^at: must be an ISO 8601 time/],
    ['a number for a time', JSON.stringify({ ...RIGHT, at: '5' }), /^at: must be an ISO 8601 time/],
    ['words for a time', JSON.stringify({ ...RIGHT, at: 'March 7' }), /^at: must be an ISO 8601 time/],
    ['a time of some zone', JSON.stringify({ ...RIGHT, at: '2026-11-30T09:14:00' }), /^at: .* with Z or its/],
    ['an hour of some zone', JSON.stringify({ ...RIGHT, at: '2026-11-30 09:14' }), /^at: .* with Z or its/],
    ['more than a time', JSON.stringify({ ...RIGHT, at: '2026-11-30T09:14:00Z (UTC)' }), /^at: must be/],
    ['more than a day', JSON.stringify({ ...RIGHT, at: '2026-11-30 GMT' }), /^at: must be an ISO/],
    ['a day that is none', JSON.stringify({ ...RIGHT, at: '2026-02-30T09:14:00Z' }), /^at: must be an ISO/],
    ['a fault in a list', JSON.stringify([RIGHT, { ...RIGHT, at: 5 }]), /^\[1\]\.at: must be an ISO 8601/],
    ['a link that is none', JSON.stringify({ ...RIGHT, url: 'javascript:1' }), /^url: must be a web address/],
  ])('with %s is told its field', async (_what, body, words) => {
    const [status, answer] = await send(body);
    expect([status, answer]).toEqual([400, { error: expect.stringMatching(words) }]);
    expect(taken).toEqual([]);
  });

  it.each([
    ['2026-11-30', '2026-11-30T00:00:00.000Z'],
    ['2026-11-30T09:14Z', '2026-11-30T09:14:00.000Z'],
    ['2026-11-30T09:14:07.123456Z', '2026-11-30T09:14:07.123Z'],
    ['2026-11-30T10:14:00+01:00', '2026-11-30T09:14:00.000Z'],
    ['2026-11-30T04:14:00-0500', '2026-11-30T09:14:00.000Z'],
    ['2026-11-30 10:14:00+01', '2026-11-30T09:14:00.000Z'],
  ])('written at %s is of that instant, wherever the server stands', async (at, instant) => {
    expect((await send({ ...RIGHT, at }))[0]).toBe(202);
    expect(taken.map((mention) => new Date(mention.at).toISOString())).toEqual([instant]);
  });

  it('is refused with a wrong signature, an old timestamp, or a body that was changed', async () => {
    expect((await send(RIGHT, { secret: 'another-secret-of-sixteen' }))[0]).toBe(401);
    expect((await send(RIGHT, { at: now - 301_000 }))[0]).toBe(401);
    expect((await send(RIGHT, { at: now + 301_000 }))[0]).toBe(401);
    expect((await send(RIGHT, { changed: JSON.stringify({ ...RIGHT, text: 'Else' }) }))[0]).toBe(401);
    expect(taken).toEqual([]);
  });

  it('is told by how much its clock is off, once its signature fits', async () => {
    const at = (seconds: number) => ({ at: now + seconds * 1000 });
    expect(await send(RIGHT, at(-3_600))).toEqual([
      401,
      { error: 'X-Bellwether-Timestamp is 3600 seconds behind the time here, and may be 300' },
    ]);
    expect(await send(RIGHT, at(400))).toEqual([
      401,
      { error: 'X-Bellwether-Timestamp is 400 seconds ahead of the time here, and may be 300' },
    ]);
    expect(await send(RIGHT, { ...at(400), secret: 'another-secret-of-sixteen' })).toEqual([
      401,
      { error: 'the signature does not fit' },
    ]);
    expect(await send(RIGHT, at(now))).toEqual([
      401,
      { error: 'X-Bellwether-Timestamp must be the time in whole seconds since 1970' },
    ]);
  });

  it('may name what it does not have as null', async () => {
    const author = { ...RIGHT.author, handle: null, url: null, followers: null };
    expect((await send({ ...RIGHT, author, url: null, in_reply_to: null }))[0]).toBe(202);
    expect(taken).toEqual([{ ...RIGHT, at: Date.parse(RIGHT.at) }]);
  });

  it('is refused when it is too large, before anything of it is read', async () => {
    expect((await send({ ...RIGHT, text: 'x'.repeat(1_000_001) }))[0]).toBe(413);
  });

  it('goes to a source that there is, by POST', async () => {
    expect((await send(RIGHT, { source: 'nobody' }))[0]).toBe(404);
    expect((await fetch(`${address}crm`)).status).toBe(405);
  });

  it('waits when there are too many in a minute', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 601; index += 1) statuses.push((await send(RIGHT))[0]);
    expect(statuses.filter((status) => status === 429)).toEqual([429]);
  });
});

interface Sending {
  source?: string;
  secret?: string;
  /** Epoch ms. */
  at?: number;
  /** Sent instead of what was signed. */
  changed?: string;
}

async function send(body: unknown, { source = 'crm', secret = SECRET, at = now, changed }: Sending = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex');
  const response = await fetch(`${address}${source}`, {
    method: 'POST',
    headers: { 'x-bellwether-timestamp': timestamp, 'x-bellwether-signature': `v1=${signature}` },
    body: changed ?? text,
  });
  return [response.status, await response.json()] as const;
}
