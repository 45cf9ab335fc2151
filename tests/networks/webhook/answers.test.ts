/** What a receiver answers: ids of any length, and answers at another place. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/networks/network.ts';
import { network } from '../../../src/networks/webhook/index.ts';
import { intentAt, outside, textOf } from '../servers/outside.ts';
import { json, type Reply, TestServer } from '../servers/server.ts';
import { startWebhook } from '../servers/webhook.ts';

let far: Awaited<ReturnType<typeof startWebhook>>;

beforeEach(async () => {
  far = await startWebhook();
});
afterEach(() => far.stop());

function connect(deadline = 5_000): Connection {
  return network.connect(network.account.parse(far.account), { ...outside(), deadline });
}

function publish(connection = connect(), intent = intentAt()) {
  return connection.publish(textOf('Hello'), intent, async () => {});
}

/** Does its work, and answers so. */
function spoilt(reply: Reply): void {
  far.server.next('POST', /hook/, { kind: 'spoilt', reply });
}

const forwards = (status: number, location?: string): Reply => ({
  status,
  headers: location === undefined ? {} : { location },
});

describe('an id', () => {
  it.each([
    ['{"id":9007199254740993}', '9007199254740993'],
    ['\n {"id":"post-7"}', 'post-7'],
    ['\uFEFF{"id":"post-7"}', 'post-7'],
    ['\uFEFF\r\n{"id": 12345678901234567890 }\r\n', '12345678901234567890'],
    ['{"id":7}', '7'],
    ['\u00a0\uFEFF{"id":"post-7"}', 'post-7'],
    ['{"id":9007199254740993,"id":2}', '2'],
    ['[{"id":"post-7"}]', 'post-7'],
    ['{"log":"taken"}\n{"id":9007199254740993}\n', '9007199254740993'],
    [`{"text":"${'x'.repeat(300_000)}","id":"post-7"}`, 'post-7'],
  ])('in %j is kept as it is', async (body, id) => {
    spoilt({ status: 201, body });
    expect((await publish()).id).toBe(id);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)(
    'is read from an answer that is packed by %s, which nobody asked for',
    async (encoding, pack) => {
      spoilt({ status: 201, headers: { 'content-encoding': encoding }, body: pack('{"id":"post-7"}') });
      expect((await publish()).id).toBe('post-7');
    },
  );

  it.each(['gzip', 'deflate', 'br'])(
    'is read from an answer that says it is packed by %s, and is not',
    async (encoding) => {
      spoilt({ status: 201, headers: { 'content-encoding': encoding }, body: '{"id":"post-7"}' });
      expect((await publish()).id).toBe('post-7');
    },
  );

  it('is read from a deflated answer without a head', async () => {
    const body = deflateRawSync('{"id":"post-7"}');
    spoilt({ status: 201, headers: { 'content-encoding': 'deflate' }, body });
    expect((await publish()).id).toBe('post-7');
  });

  it.each([
    ['gzip', ''],
    ['br', ''],
    ['gzip', 'OK'],
    ['gzip', gzipSync('{"id":"post-7"}').subarray(0, 20)],
    ['gzip', gzipSync('x'.repeat(3_000_000))],
  ])('is none in a success by %s that says nothing that can be read', async (encoding, body) => {
    spoilt({ status: 201, headers: { 'content-encoding': encoding }, body });
    expect((await publish(connect(), { key: 'delivery1', at: Date.now(), marks: {} })).id).toBe('delivery1');
  });

  it.each([
    ...['{"id":"  "}', '{"id":""}', '{"id":"\u00a0"}', '{"id":"a\\u0000b"}', '{"id":"a\\ud800"}'],
    `{"id":"${'x'.repeat(3_000)}"}`,
  ])('that is none, in %j, is not taken', async (body) => {
    spoilt({ status: 201, body });
    expect((await publish(connect(), { key: 'delivery1', at: Date.now(), marks: {} })).id).toBe('delivery1');
  });

  it('goes back letter by letter', async () => {
    far.server.next('POST', /hook/, {
      kind: 'answer',
      reply: { status: 200, body: '{"id":9007199254740993}' },
    });
    const connection = connect();
    await connection.remove(await publish(connection));
    expect(JSON.parse(String(far.server.calls.at(-1)?.body))).toEqual({
      event: 'delete',
      id: '9007199254740993',
    });
  });

  it('in a refusal behind a byte order mark does not hide its words', async () => {
    far.server.next('POST', /hook/, {
      kind: 'answer',
      reply: { status: 422, body: '\uFEFF{"error":"Too long for us"}' },
    });
    await expect(publish()).rejects.toMatchObject({
      reason: 'refused',
      message: 'Webhook: Too long for us.',
    });
  });
});

describe('a receiver that forwards when its work is done', () => {
  it.each([301, 302, 303])('with %i is answered by what stands there', async (status) => {
    far.server.next('GET', /answers/, {
      kind: 'answer',
      reply: json(200, { id: 'post-7', url: 'https://example.org/7' }),
    });
    spoilt(forwards(status, `/answers/7?of=${status}`));
    expect(await publish()).toEqual({ id: 'post-7', url: 'https://example.org/7' });
    expect(far.live()).toHaveLength(1);
    const asked = far.server.calls.at(-1);
    expect([asked?.method, asked?.query.get('of')]).toEqual(['GET', String(status)]);
    expect(asked?.headers.get('x-bellwether-signature')).toBeNull();
  });

  it('to its own host at another port, over several places, is followed', async () => {
    const other = await new TestServer(({ path }) =>
      path === '/one' ? forwards(302, '/two') : json(200, { id: 'post-8' }),
    ).start();
    spoilt(forwards(302, `${other.url}/one`));
    expect((await publish()).id).toBe('post-8');
    await other.stop();
  });

  it('counts as done where 303 leads to a page', async () => {
    far.server.next('GET', /thanks/, { kind: 'answer', reply: { status: 200, body: '<html>Thanks</html>' } });
    spoilt(forwards(303, '/thanks'));
    expect((await publish(connect(), { key: 'delivery1', at: Date.now(), marks: {} })).id).toBe('delivery1');
  });

  it.each<[string, Reply, Reply?]>([
    ['307', forwards(307, '/elsewhere')],
    ['308', forwards(308, '/elsewhere')],
    ['300', forwards(300)],
    ['304', forwards(304)],
    ['302 without a place', forwards(302)],
    ['302 to no web address', forwards(302, 'mailto:me@example.org')],
    ['302 into a private network', forwards(302, 'http://10.1.2.3/')],
    [
      '302 to a page, as to sign in at',
      forwards(302, '/page'),
      { status: 200, body: '<html>Sign in</html>' },
    ],
    ['302 to what is not there', forwards(302, '/gone'), json(404, {})],
    ['303 to what broke down', forwards(303, '/broken'), json(500, {})],
    ['303 in a circle', forwards(303, '/round')],
  ])('is never told as refused: %s', async (_, reply, there) => {
    if (there) far.server.next('GET', /./, { kind: 'answer', reply: there });
    if (reply.headers?.location === '/round')
      far.server.meets = ({ method }) => (method === 'GET' ? { kind: 'answer', reply } : undefined);
    const intent = intentAt();
    spoilt(reply);
    const error = await publish(connect(), intent).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ reason: 'lost', remedy: expect.stringContaining('forwards') });
    // As the retry contract has it: under the same key.
    await publish(connect(), intent);
    expect(far.live()).toHaveLength(1);
  });

  it('and then is silent leaves a doubt, within the deadline', async () => {
    far.server.next('GET', /answers/, { kind: 'silent' });
    spoilt(forwards(302, '/answers/7'));
    await expect(publish(connect(300))).rejects.toMatchObject({ reason: 'lost' });
  });

  it('is not asked on a name that resolves into a private network', async () => {
    let asked = 0;
    const inside = createServer((_, response) => {
      asked += 1;
      response.end('{"id":"inside"}');
    });
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
    spoilt(forwards(302, `http://localhost:${(inside.address() as AddressInfo).port}/`));
    await expect(publish()).rejects.toMatchObject({ reason: 'lost' });
    expect(asked).toBe(0);
    await new Promise((resolve) => inside.close(resolve));
  });

  it('takes edits and deletions so too, and a ping', async () => {
    const connection = connect();
    const published = await publish(connection);
    for (const act of [
      () => connection.edit?.(published, textOf('Bye')),
      () => connection.remove(published),
      () => connection.identify(),
    ]) {
      far.server.next('GET', /done/, { kind: 'answer', reply: json(200, {}) });
      spoilt(forwards(302, '/done'));
      await act();
    }
    expect(far.live()).toEqual([]);
  });

  it('at a wrong address is found by a ping, which does nothing', async () => {
    spoilt(forwards(308, '/elsewhere'));
    await expect(connect().identify()).rejects.toMatchObject({
      reason: 'refused',
      remedy: expect.stringContaining('forwards'),
    });
  });
});
