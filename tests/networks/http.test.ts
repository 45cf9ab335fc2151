import { describe, expect, it } from 'vitest';
import { answerError, fetchWithin, say, transportError } from '../../src/networks/http.ts';
import { NetworkError } from '../../src/networks/network.ts';
import { withPermission } from '../../src/networks/permission.ts';
import { signal } from '../contract/signal.ts';
import { json, TestServer } from './servers/server.ts';

const EFFECT = { network: 'Test', effect: true };
const READING = { network: 'Test', effect: false };
const POST = { method: 'POST', body: 'Hello' };
const RETRY = { 'retry-after': '3' };
/** Ms, where the test waits for an answer that comes. */
const PATIENT = 60_000;

describe('an answer that is no success', () => {
  it.each([
    [400, {}, 'refused', 'refused'],
    [401, {}, 'unauthorized', 'unauthorized'],
    [403, {}, 'unauthorized', 'unauthorized'],
    [404, {}, 'refused', 'refused'],
    [408, {}, 'lost', 'unreachable'],
    [425, {}, 'unreachable', 'unreachable'],
    [422, {}, 'refused', 'refused'],
    [429, RETRY, 'rate_limited', 'rate_limited'],
    [500, {}, 'lost', 'unreachable'],
    [501, {}, 'refused', 'refused'],
    [502, {}, 'lost', 'unreachable'],
    [503, {}, 'lost', 'unreachable'],
    [503, RETRY, 'lost', 'unreachable'],
    [504, {}, 'lost', 'unreachable'],
  ])(
    'with status %i and %o means %s for an effect and %s for a reading',
    (status, headers, effect, reading) => {
      const answer = { status, headers: new Headers(headers as Record<string, string>) };
      expect(answerError(EFFECT, answer).reason).toBe(effect);
      expect(answerError(READING, answer).reason).toBe(reading);
      expect(answerError(EFFECT, answer).retryAfter).toBe('retry-after' in headers ? 3000 : undefined);
    },
  );

  it('is told in the words of the network, or by its status', () => {
    const headers = new Headers();
    expect(answerError(EFFECT, { status: 400, headers, words: 'Too rude.' }).message).toBe('Test: Too rude.');
    expect(answerError(EFFECT, { status: 400, headers }).message).toBe('Test: it answered 400.');
  });

  it('that forwards tells to use the other address', () => {
    expect(answerError(EFFECT, { status: 308, headers: new Headers() })).toMatchObject({
      reason: 'refused',
      remedy: expect.stringContaining('forwards'),
    });
  });

  it('never repeats a secret, a page of HTML, or words without end', () => {
    expect(say({ secrets: ['abc', ''] }, 'token abc\nis bad')).toBe('token [secret] is bad');
    expect(say({}, '<!doctype html><h1>Bad gateway</h1>')).toBe('');
    expect(say({}, 'a'.repeat(1000))).toHaveLength(301);
  });
});

describe('no answer', () => {
  it('of a server that is not there means that nothing was sent', async () => {
    const server = await new TestServer(() => json(200, {})).start();
    await server.stop();
    expect(await failure(server.url)).toMatchObject({ reason: 'unreachable' });
  });

  it.each([
    ['ENOTFOUND', 'unreachable'],
    ['EAI_AGAIN', 'unreachable'],
    ['UND_ERR_CONNECT_TIMEOUT', 'unreachable'],
    ['CERT_HAS_EXPIRED', 'unreachable'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'unreachable'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unreachable'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'unreachable'],
    // In the middle of a connection as well.
    ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'lost'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'lost'],
    ['EPROTO', 'lost'],
    ['EHOSTUNREACH', 'lost'],
    ['ECONNRESET', 'lost'],
    ['UND_ERR_SOCKET', 'lost'],
    ['UND_ERR_HEADERS_TIMEOUT', 'lost'],
  ])('for %s means %s, however deep it is wrapped', (code, reason) => {
    const cause = Object.assign(new Error('inner'), { code });
    const wrapped = new Error('client', { cause: new TypeError('fetch failed', { cause }) });
    expect(transportError(EFFECT, wrapped).reason).toBe(reason);
    expect(transportError(READING, wrapped).reason).toBe('unreachable');
  });

  it.each(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ECONNRESET'])(
    'for %s while it connects means unreachable',
    (code) => {
      const cause = Object.assign(new Error('inner'), { code, syscall: 'connect' });
      expect(transportError(EFFECT, new TypeError('fetch failed', { cause })).reason).toBe('unreachable');
    },
  );

  it('since it forwards is a refusal: nobody else is given what was sent, or the password', async () => {
    const other = await new TestServer(() => json(200, {})).start();
    const headers = { location: other.url };
    const server = await new TestServer(() => ({ status: 307, headers })).start();
    expect(await failure(server.url)).toMatchObject({
      reason: 'refused',
      remedy: expect.stringContaining('forwards'),
    });
    expect(other.calls).toEqual([]);
    await Promise.all([server.stop(), other.stop()]);
  });

  it('in time is lost, and says so', async () => {
    const server = await new TestServer(() => new Promise(() => {})).start();
    expect(await failure(server.url, 100)).toMatchObject({
      reason: 'lost',
      message: 'Test: no answer came in time.',
    });
    await server.stop();
  });

  it('in time is given more time for an upload, by its size', async () => {
    const bytes = new Uint8Array(500_000);
    for (const body of [bytes, formOf(new Blob([bytes]))]) {
      const late = signal();
      const server = await new TestServer(() => late.reached.then(() => json(200, {}))).start();
      const init = { method: 'POST', body };
      const uploading = fetchWithin(100, { uploads: true })(server.url, init);
      await expect(fetchWithin(100)(server.url, init)).rejects.toThrow();
      late.reach();
      expect((await uploading).status).toBe(200);
      await server.stop();
    }
  });

  it('in time is given no more time for a record, which is JSON', async () => {
    const server = await new TestServer(() => new Promise(() => {})).start();
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', body: new Uint8Array(10_000_000), headers };
    await expect(fetchWithin(100, { uploads: true })(server.url, init)).rejects.toThrow('timeout');
    await server.stop();
  });

  it('after half a body is lost', async () => {
    const server = await new TestServer(() => ({
      status: 200,
      body: 'half',
      headers: { 'content-length': '100' },
    })).start();
    expect(await failure(server.url, 300)).toMatchObject({ reason: 'lost' });
    await server.stop();
  });

  it('keeps what one of ours has told already', () => {
    const inner = new NetworkError('rate_limited', 'Test: slow down.', { retryAfter: 5 });
    expect(transportError(EFFECT, new Error('client', { cause: inner }))).toBe(inner);
  });
});

describe('leave to send', () => {
  it('is asked for again when a connection stands, and not a byte goes out where it is gone', async () => {
    const server = await new TestServer(() => json(200, {})).start();
    const gone = new NetworkError('unreachable', 'Another has it.');
    let asked = 0;
    const check = () => {
      asked += 1;
      if (asked === 2) throw gone;
    };
    const send = () => withPermission(check, () => fetchWithin(PATIENT)(server.url, POST));
    const error = await send().catch((thrown: unknown) => thrown);
    expect(transportError(EFFECT, error)).toBe(gone);
    expect(server.calls).toHaveLength(0);
    expect((await send()).status).toBe(200);
    // The connection is kept.
    expect((await send()).status).toBe(200);
    expect({ asked, calls: server.calls.length }).toEqual({ asked: 6, calls: 2 });
    await server.stop();
  });

  it('is that of the request itself, whatever else goes out meanwhile', async () => {
    const server = await new TestServer(() => json(200, {})).start();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        let asked = 0;
        const check = () => {
          asked += 1;
          if (index % 2 === 1 && asked === 2) throw new NetworkError('unreachable', `Not ${index}.`);
        };
        const send = () => fetchWithin(PATIENT)(`${server.url}/${index}`, POST);
        return withPermission(check, send).then(
          () => 'sent',
          (error) => transportError(EFFECT, error).message,
        );
      }),
    );
    expect(outcomes).toEqual(outcomes.map((_, index) => (index % 2 === 1 ? `Not ${index}.` : 'sent')));
    expect(server.calls).toHaveLength(10);
    await server.stop();
  });
});

describe('leave to send a body of many pieces', () => {
  it.each<[string, () => FormData | Uint8Array<ArrayBuffer>]>([
    ['a form', () => formOf(new Blob([new Uint8Array(200_000)]))],
    ['bytes', () => new Uint8Array(200_000)],
  ])('is asked for before each: where it is gone, %s never arrives whole', async (_name, body) => {
    const server = await new TestServer(() => json(200, {})).start();
    let asked = 0;
    for (let leaves = 1; ; leaves += 1) {
      asked = 0;
      const check = () => {
        asked += 1;
        if (asked > leaves) throw new NetworkError('unreachable', 'Another has it.');
      };
      const send = () => fetchWithin(PATIENT)(server.url, { method: 'POST', body: body() });
      const error = await withPermission(check, send).catch((thrown: unknown) => thrown);
      if (error instanceof Response) break;
      expect(server.calls).toHaveLength(0);
      // What is out in part may be live for all that we can tell.
      expect(transportError(EFFECT, error).reason).toBe(leaves === 1 ? 'unreachable' : 'lost');
    }
    expect(asked).toBeGreaterThanOrEqual(3);
    expect(server.calls.map((call) => call.body.byteLength >= 200_000)).toEqual([true]);
    await server.stop();
  });

  it('is refused at once, also where the body cannot be ended', async () => {
    const server = await new TestServer(() => json(200, {})).start();
    const never = signal();
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel: () => never.reached,
    });
    const gone = new NetworkError('unreachable', 'Another has it.');
    let asked = 0;
    const check = () => {
      asked += 1;
      if (asked === 2) throw gone;
    };
    const init = { method: 'POST', body, duplex: 'half' } as const;
    const error = await withPermission(check, () => fetchWithin(60_000)(server.url, init)).catch((e) => e);
    expect(transportError(EFFECT, error)).toBe(gone);
    await server.stop();
  });
});

function formOf(blob: Blob): FormData {
  const form = new FormData();
  form.append('file', blob);
  return form;
}

async function failure(url: string, deadline = PATIENT): Promise<NetworkError> {
  try {
    const response = await fetchWithin(deadline)(url, { method: 'POST' });
    await response.text();
  } catch (error) {
    return transportError(EFFECT, error);
  }
  throw new Error('It went through.');
}
