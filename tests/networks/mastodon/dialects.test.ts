/** Servers that speak Mastodon's API: what each is known to keep, and that a post whose answer was lost is found on it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { network } from '../../../src/networks/mastodon/index.ts';
import type { Connection, Message, Outside } from '../../../src/networks/network.ts';
import { failureOf, publish } from '../../contract/networks.calls.ts';
import { TestMastodon } from '../servers/mastodon.ts';
import { DIALECTS, type Dialect } from '../servers/mastodon-dialects.ts';
import { intentAt, outside, picture, textOf } from '../servers/outside.ts';
import { json } from '../servers/server.ts';

let far: TestMastodon;

beforeEach(async () => {
  far = await new TestMastodon().start();
});
afterEach(() => far.stop());

function connect(more: Partial<Outside> = {}): Connection {
  return network.connect(network.account.parse(far.account), { ...outside(), ...more });
}

const dialects = Object.entries<Dialect>(DIALECTS).map(([server, dialect]) => ({ server, dialect }));

describe.each(dialects)('$server', ({ dialect }) => {
  beforeEach(() => {
    far.dialect = dialect;
  });

  it('has the contract that its server keeps', async () => {
    const kind = dialect.keepsKeys ? 'native-key' : 'read-back';
    expect((await connect().contract?.())?.kind).toBe(kind);
  });

  it('tells its limits', async () => {
    const limits = await connect().limits();
    expect(limits.assumed).toBeUndefined();
    expect(limits.images?.pixels).toBe(33_177_600);
  });

  it.each<[string, Message]>([
    ['a text', textOf('Hello @friend@example.org, see https://example.org/a?b=1&c=2 & <this>\nall')],
    ['a picture', { text: 'Look up', images: [picture('A kite', 1), picture('Two', 2)] }],
    ['a picture alone', { text: '', images: [picture('A kite')] }],
  ])('shows %s whose answer was lost to who looks', async (_, message) => {
    const intent = intentAt();
    far.fail('cut after');
    expect((await failureOf(publish(connect(), message, intent))).reason).toBe('lost');
    expect((await connect().find?.(message, intent))?.id).toBe(far.statuses[0]?.id);
  });

  it('shows nothing where nothing arrived', async () => {
    far.fail('cut before');
    const intent = intentAt();
    const message = { text: 'Look up', images: [picture('A kite')] };
    await failureOf(publish(connect(), message, intent));
    far.write('Look up', 'Web', intent.at - 10 * 60_000);
    far.write('Look down', 'Web');
    expect(await connect().find?.(message, intent)).toBeUndefined();
  });
});

describe('what an instance keeps', () => {
  it('is asked once an hour, whoever asks', async () => {
    const clock = new MovableClock();
    const connection = connect({ clock });
    await Promise.all([connection.limits(), connection.contract?.(), connection.contract?.()]);
    expect(far.server.count('GET', /instance$/)).toBe(1);
    far.dialect = DIALECTS.pixelfed;
    expect((await connection.contract?.())?.kind).toBe('native-key');
    clock.moveTo(clock.now() + 61 * 60_000);
    expect((await connection.contract?.())?.kind).toBe('read-back');
  });

  it.each(['cut', 'a page', 'refused'])('counts as nothing while it cannot be read: %s', async (how) => {
    const clock = new MovableClock();
    const faults = {
      cut: { kind: 'cut', when: 'before' },
      'a page': { kind: 'answer', reply: { status: 200, body: '<html>Soon</html>' } },
      refused: { kind: 'answer', reply: json(403, { error: 'Not for you' }) },
    } as const;
    far.server.next('GET', /instance$/, faults[how as keyof typeof faults]);
    const connection = connect({ clock });
    expect((await connection.contract?.())?.kind).toBe('read-back');
    clock.moveTo(clock.now() + 61_000);
    expect((await connection.contract?.())?.kind).toBe('native-key');
  });

  it('is what it said last while it is down', async () => {
    const clock = new MovableClock();
    const connection = connect({ clock });
    await connection.contract?.();
    clock.moveTo(clock.now() + 61 * 60_000);
    far.server.next('GET', /instance$/, { kind: 'cut', when: 'before' });
    expect((await connection.contract?.())?.kind).toBe('native-key');
  });

  it('counts as nothing while it cannot be told whether its version is its own', async () => {
    far.server.next('GET', /nodeinfo$/, { kind: 'answer', reply: json(502, {}) });
    expect((await connect().contract?.())?.kind).toBe('read-back');
  });

  it('is not asked at another address with our token', async () => {
    const links = [{ rel: 'x', href: 'https://elsewhere.example/nodeinfo/2.0' }];
    far.server.next('GET', /nodeinfo$/, { kind: 'answer', reply: json(200, { links }) });
    expect((await connect().contract?.())?.kind).toBe('native-key');
    expect(far.server.count('GET', /nodeinfo\/2/)).toBe(0);
  });
});
