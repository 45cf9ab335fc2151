import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/networks/network.ts';
import { network } from '../../../src/networks/webhook/index.ts';
import { sign } from '../../../src/networks/webhook/sign.ts';
import { intentAt, outside, picture, textOf } from '../servers/outside.ts';
import { json } from '../servers/server.ts';
import { startWebhook } from '../servers/webhook.ts';

let far: Awaited<ReturnType<typeof startWebhook>>;

beforeEach(async () => {
  far = await startWebhook();
});
afterEach(() => far.stop());

function connect(): Connection {
  return network.connect(network.account.parse(far.account), outside());
}

function publish(text = 'Hello', intent = intentAt()) {
  return connect().publish(textOf(text), intent, async () => {});
}

function answer(reply: ReturnType<typeof json>): void {
  far.server.next('POST', /hook/, { kind: 'answer', reply });
}

describe('a webhook', () => {
  it('is signed over the timestamp and the body as it is sent', () => {
    const expected = createHmac('sha256', 'secret').update('1700000000.{"a":"ü"}').digest('hex');
    expect(sign('secret', '1700000000', '{"a":"ü"}')).toBe(`v1=${expected}`);
  });

  it('carries what its head says, under the same key at every try', async () => {
    const intent = { key: 'delivery1', at: Date.parse('2026-11-22T12:00:00Z'), marks: {} };
    const image = picture('A kite');
    await connect().publish({ text: 'Look up', images: [image] }, intent, async () => {});
    const [call] = far.server.calls;
    expect(Object.fromEntries(call?.headers ?? [])).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': 'delivery1',
      'x-bellwether-event': 'publish',
    });
    expect(JSON.parse(String(call?.body))).toEqual({
      event: 'publish',
      id: 'delivery1',
      text: 'Look up',
      images: [
        {
          content_type: 'image/png',
          alt: 'A kite',
          width: 1,
          height: 1,
          bytes: image.bytes.toString('base64'),
        },
      ],
      sent_at: '2026-11-22T12:00:00.000Z',
    });
  });

  it('tells of an edit with the whole content, and the id that the receiver gave', async () => {
    const image = picture('A kite');
    const published = { id: 'post-7', url: 'https://example.org/7' };
    answer(json(200, {}));
    const edited = await connect().edit?.(published, { text: 'For 20 €', images: [image] });
    expect(edited).toEqual(published);
    const [call] = far.server.calls;
    expect(call?.headers.get('x-bellwether-event')).toBe('update');
    expect(JSON.parse(String(call?.body))).toEqual({
      event: 'update',
      id: 'post-7',
      text: 'For 20 €',
      images: [
        {
          content_type: 'image/png',
          alt: 'A kite',
          width: 1,
          height: 1,
          bytes: image.bytes.toString('base64'),
        },
      ],
    });
  });

  it.each([
    [json(200, { id: 7, url: 'https://example.org/7' }), { id: '7', url: 'https://example.org/7' }],
    [json(200, { id: 'a', url: 'javascript:alert(1)' }), { id: 'a' }],
    [json(200, { ok: true }), { id: 'delivery1' }],
    [json(200, ['what']), { id: 'delivery1' }],
    [{ status: 204 }, { id: 'delivery1' }],
    [{ status: 200, body: 'ok' }, { id: 'delivery1' }],
  ])('may answer %o', async (reply, published) => {
    answer(reply);
    expect(await publish('Hello', { key: 'delivery1', at: Date.now(), marks: {} })).toEqual(published);
  });

  it('that repeats the secret in its refusal does not get it shown', async () => {
    answer(json(400, { error: `what is ${far.account.secret}?` }));
    const error = await publish().catch((reason: Error) => reason);
    expect(String(error)).not.toContain(far.account.secret);
  });

  it('that closes a kept connection under us gets the request once more', async () => {
    await publish('One');
    far.server.next('POST', /hook/, { kind: 'cut', when: 'after' });
    await publish('Two');
    expect(far.live().map(({ text }) => text)).toEqual(['One', 'Two']);
    expect(far.server.calls).toHaveLength(3);
  });

  it.each([
    ['refuses', () => answer(json(422, { error: 'We have seen this one' }))],
    ['knows us no more', () => answer(json(401, { error: 'bad signature' }))],
    ['is busy', () => answer(json(503, { error: 'busy' }, { 'retry-after': '2' }))],
    ['breaks off', () => far.server.next('POST', /hook/, { kind: 'cut', when: 'before' })],
  ])('that closes a kept connection after the effect and then %s may have it live', async (_, then) => {
    await publish('One');
    far.server.next('POST', /hook/, { kind: 'cut', when: 'after' });
    then();
    await expect(publish('Two')).rejects.toMatchObject({ reason: 'lost' });
    expect(far.live().map(({ text }) => text)).toEqual(['One', 'Two']);
  });

  it('gets one connection for requests that follow one another', async () => {
    for (const text of ['One', 'Two', 'Three']) await publish(text);
    expect(far.server.connections).toBe(1);
  });

  it('that answers 503 with a time may have taken it, and is asked again then', async () => {
    answer(json(503, { error: 'busy' }, { 'retry-after': '2' }));
    await expect(publish()).rejects.toMatchObject({ reason: 'lost', retryAfter: 2000 });
  });
});
