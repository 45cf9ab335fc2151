/** Our Bluesky network against the real server (PDS), with its own directory of identities; nothing leaves this machine. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { network } from '../../src/networks/bluesky/index.ts';
import { type Connection, type Intent, type Message, NetworkError } from '../../src/networks/network.ts';
import { intentAt, type Kept, outside, picture, textOf } from '../networks/servers/outside.ts';
import { expired, PASSWORD, RealPds } from './pds.ts';

let real: RealPds;
let did: string;
let friend: string;
let kept: Kept = {};

beforeAll(async () => {
  real = await RealPds.start();
  did = await real.createAccount('redkite.test');
  friend = await real.createAccount('bluetit.test');
});
afterAll(() => real?.stop());
beforeEach(async () => {
  for (const { uri } of await real.records(did)) await connect().remove({ id: uri });
});

function connect(account: Record<string, string> = {}): Connection {
  const service = real.url;
  return network.connect(
    network.account.parse({ service, identifier: 'redkite.test', password: PASSWORD, ...account }),
    {
      ...outside(kept),
      deadline: 10_000,
    },
  );
}

function intentFor(connection: Connection): Intent {
  const intent = intentAt();
  return { ...intent, marks: connection.prepare?.(intent) ?? {} };
}

function publish(connection: Connection, message: Message, intent: Intent = intentFor(connection)) {
  return connection.publish(message, intent, async () => {});
}

describe('Bluesky on a real PDS', () => {
  it('publishes a text under the key of the intent', async () => {
    const connection = connect();
    const intent = intentFor(connection);
    const published = await publish(connection, textOf('Good morning 🌤️'), intent);
    const [record, ...others] = await real.records(did);
    expect(others).toEqual([]);
    expect(record?.uri).toBe(`at://${did}/app.bsky.feed.post/${intent.marks.record_key}`);
    expect(record?.value).toMatchObject({
      text: 'Good morning 🌤️',
      createdAt: new Date(intent.at).toISOString(),
    });
    expect(published).toEqual({
      id: record?.uri,
      url: `https://bsky.app/profile/redkite.test/post/${intent.marks.record_key}`,
      version: record?.cid,
    });
  });

  it('answers a post, by its address and its hash', async () => {
    const connection = connect();
    const root = await publish(connection, textOf('One of two'), intentFor(connection));
    const answer = { ...textOf('Two of two'), thread: { root, parent: root } };
    const { id } = await publish(connection, answer, intentFor(connection));
    const records = await real.records(did);
    const [first, second] = [root.id, id].map((uri) => records.find((one) => one.uri === uri));
    const reference = { uri: first?.uri, cid: first?.cid };
    expect(second?.value).toMatchObject({ reply: { root: reference, parent: reference } });
  });

  it('makes one record of the same intent twice, and leaves it as it is', async () => {
    const connection = connect();
    const intent = intentFor(connection);
    const message: Message = { text: 'Once', images: [picture('A kite')] };
    await publish(connection, message, intent);
    const [first] = await real.records(did);
    await publish(connect(), message, intent);
    expect(await real.records(did)).toEqual([first]);
  });

  it('recovers from a lost answer to exactly one record', async () => {
    const intent = intentFor(connect());
    real.proxy.next('POST', /putRecord$/, { kind: 'cut', when: 'after' });
    const error = await publish(connect(), textOf('Once'), intent).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NetworkError);
    expect((error as NetworkError).reason).toBe('lost');
    expect(await real.records(did)).toHaveLength(1);
    const found = await connect().find?.(textOf('Once'), intent);
    const again = await publish(connect(), textOf('Once'), intent);
    expect(found).toEqual(again);
    expect(await real.records(did)).toHaveLength(1);
  });

  it('finds nothing of an intent that never arrived', async () => {
    const connection = connect();
    expect(await connection.find?.(textOf('Never'), intentFor(connection))).toBeUndefined();
  });

  it('publishes pictures with alt text and shape', async () => {
    const images = [picture('A red kite', 1), { ...picture('Two', 2), width: 3, height: 2 }];
    await publish(connect(), { text: 'Look up', images });
    const [record] = await real.records(did);
    expect(record?.value.embed?.images.map(({ alt, aspectRatio }) => [alt, aspectRatio])).toEqual([
      ['A red kite', { width: 1, height: 1 }],
      ['Two', { width: 3, height: 2 }],
    ]);
  });

  it('makes links, mentions and tags of the right bytes, and leaves a stranger a plain word', async () => {
    const text = '🌤️ Grüße @bluetit.test, see https://example.org/ä?b=c and @nobodyknown.test #wetter';
    await publish(connect(), textOf(text));
    const [record] = await real.records(did);
    const bytes = Buffer.from(text);
    const facets = (record?.value.facets ?? []).map(({ index, features: [feature] }) => [
      bytes.subarray(index.byteStart, index.byteEnd).toString(),
      feature?.did ?? feature?.uri ?? feature?.tag,
    ]);
    expect(facets).toEqual([
      ['@bluetit.test', friend],
      ['https://example.org/ä?b=c', 'https://example.org/ä?b=c'],
      ['#wetter', 'wetter'],
    ]);
  });

  it('takes 300 graphemes and refuses 301 in its own words', async () => {
    await publish(connect(), textOf('👍🏽'.repeat(300)));
    const error = await publish(connect(), textOf('👍🏽'.repeat(301))).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ reason: 'refused', message: expect.stringContaining('300') });
    expect(await real.records(did)).toHaveLength(1);
  });

  it('takes a post down, twice', async () => {
    const connection = connect();
    const published = await publish(connection, textOf('Gone soon'));
    await connection.remove(published);
    await connection.remove(published);
    expect(await real.records(did)).toEqual([]);
  });

  it('signs in once, and renews an expired session instead of signing in again', async () => {
    kept = {};
    const before = real.proxy.count('POST', /createSession$/);
    await publish(connect(), textOf('One'));
    const stored = JSON.parse(kept.value ?? '{}');
    stored.data.accessJwt = expired(stored.data.accessJwt);
    kept.value = JSON.stringify(stored);
    await publish(connect(), textOf('Two'));
    expect(real.proxy.count('POST', /createSession$/) - before).toBe(1);
    expect(real.proxy.count('POST', /refreshSession$/)).toBe(1);
    expect(await real.records(did)).toHaveLength(2);
  });

  it('says that a wrong password is one', async () => {
    kept = {};
    const error = await connect({ password: 'not-the-password' })
      .identify()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ reason: 'unauthorized' });
  });
});
