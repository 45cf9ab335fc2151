/** One suite over every network: what publishing relies on, whatever is on the far side. */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection, Intent, IsTaken, Limits, Message, Network } from '../../src/networks/network.ts';
import { preflight } from '../../src/networks/preflight.ts';
import { approach } from '../../src/posts/recovery.ts';
import { type Failure, type FarSide, WORDS } from '../networks/servers/far-side.ts';
import { type Kept, outside, picture } from '../networks/servers/outside.ts';
import {
  failureOf,
  found,
  intentFor,
  loaded,
  publish as publishTo,
  takeDown,
  textFor,
  wholeOf,
} from './networks.calls.ts';
import { fixtures } from './networks.fixtures.ts';

/** Ms: no try of the same. */
const AN_HOUR = 3_600_000;

describe('the networks', () => {
  it('are all under contract', () => {
    expect(fixtures.map(({ network }) => network).sort()).toEqual([...loaded.keys()].sort());
  });
});

describe.each(fixtures)('$network', (fixture) => {
  const textOf = textFor(fixture);
  let network: Network;
  let far: FarSide;
  let kept: Kept;

  beforeAll(() => {
    network = found(fixture.network);
  });
  beforeEach(async () => {
    far = await fixture.start();
    kept = {};
  });
  afterEach(() => far.stop());

  function connect(account: Record<string, unknown> = far.account, deadline = 15_000): Connection {
    return network.connect(network.account.parse(account), { ...outside(kept), deadline });
  }

  const whole = (message: Message) => wholeOf(fixture, message);
  const publish = (connection: Connection, message: Message, intent?: Intent) =>
    publishTo(connection, whole(message), intent);
  const find = (connection: Connection, message: Message, ...rest: [Intent, IsTaken?]) =>
    connection.find?.(whole(message), ...rest);

  describe('its account', () => {
    it('is taken when it is right', () => {
      expect(network.account.safeParse(far.account).success).toBe(true);
    });

    it.each(fixture.bad)('is refused with the path $path', ({ account, path }) => {
      const issues = network.account.safeParse(account).error?.issues ?? [];
      expect(issues.map((issue) => issue.path.join('.'))).toContain(path);
      expect(issues.every(({ message }) => message.length > 10)).toBe(true);
    });

    it('is refused with a key that is unknown', () => {
      const issues = network.account.safeParse({ ...far.account, pasword: 'x' }).error?.issues;
      expect(issues?.map(({ message }) => message).join()).toContain('pasword');
    });

    it('never shows its secrets when they do not do', async () => {
      const error = await failureOf(connect(far.wrongAccount).identify());
      expect(error.reason).toBe('unauthorized');
      expect(error.remedy).not.toBe('');
      const secret = String(far.wrongAccount.password ?? far.wrongAccount.token ?? far.wrongAccount.secret);
      expect(`${error.message} ${error.remedy}`).not.toContain(secret);
    });

    it('tells who it is', async () => {
      expect((await connect().identify()).handle).not.toBe('');
    });
  });

  describe('its limits', () => {
    it('tell how many pictures it takes, and one more is too many', async () => {
      const limits = await connect().limits();
      const most = limits.images?.most ?? 0;
      // Where no alt texts are kept, one would be told of.
      const alt = limits.images?.alt === undefined ? '' : 'A kite';
      const images = Array.from({ length: most + 1 }, (_, index) => picture(alt, index));
      expect(preflight(network, limits, { text: 'Look up', images: images.slice(1) })).toEqual([]);
      const ids = preflight(network, limits, { text: 'Look up', images }).map(({ id }) => id);
      const rule = limits.images ? 'max_count' : 'unsupported';
      expect(ids).toEqual([`${network.name}.media.${rule}`]);
    });

    it.each(fixture.atLimit)(
      'in $unit are kept to the last one, and not one beyond',
      async ({ unit, text, more }) => {
        const connection = connect();
        const limits = await connection.limits();
        expect(preflight(network, limits, textOf(text))).toEqual([]);
        await publish(connection, textOf(text));
        const ids = preflight(network, limits, textOf(text + more)).map(({ id }) => id);
        expect(ids).toEqual([`${network.name}.text.max_${unit}`]);
        expect(far.live()).toHaveLength(1);
      },
    );
  });

  describe('publishing', () => {
    it('puts a text out', async () => {
      const { greeting = 'Good morning & <hello> to *all* of you, @channel 🌤️' } = fixture;
      const published = await publish(connect(), textOf(greeting));
      const images =
        fixture.pictures === 'needed, and made anew'
          ? [expect.anything()]
          : whole(textOf('')).images.map(({ alt, bytes }) => ({ alt, bytes: bytes.length }));
      expect(far.live()).toEqual([{ text: greeting, images }]);
      expect(published.id).not.toBe('');
      expect(published.url).toMatch(/^https?:\/\//);
    });

    it('puts pictures out with their alt texts, in their order, or says that it keeps none', async () => {
      const images = [picture('A red kite', 1), picture('', 2), picture('Two red kites', 3)];
      const connection = connect();
      const limits = await connection.limits();
      const message = { text: 'Look up', images };
      if (!limits.images) return expectUnsupported(limits, message);
      const isKept = limits.images.alt !== undefined;
      const lost = `${network.name}.media.alt_unsupported`;
      expect(preflight(network, limits, message).some(({ id }) => id === lost)).toBe(!isKept);
      await publish(connection, message);
      const [post] = far.live();
      expect(post?.text).toBe('Look up');
      const isEncodedAnew = fixture.pictures !== undefined;
      expect(post?.images.map(({ bytes }) => bytes)).toEqual(
        images.map(({ bytes }) => (isEncodedAnew ? expect.any(Number) : bytes.length)),
      );
      // A post may have one alt text for all of its pictures.
      const alts = post?.images.map(({ alt }) => alt).filter((alt) => alt.includes('kite'));
      expect(alts?.join('; ')).toBe(isKept ? 'A red kite; Two red kites' : '');
    });

    it('takes pictures without a text where it says so', async () => {
      const connection = connect();
      const limits = await connection.limits();
      const message = { text: '', images: [picture('A red kite')] };
      if (!limits.images) return expectUnsupported(limits, message);
      expect(limits.textOptional).toBe(true);
      await publish(connection, { text: '', images: [picture('A red kite')] });
      expect(far.live().map(({ text, images }) => [text, images.length])).toEqual([['', 1]]);
    });

    it('never goes out without its picture', async () => {
      if (!far.failUpload) return;
      far.failUpload();
      const error = await failureOf(publish(connect(), { text: 'Look up', images: [picture('A kite')] }));
      expect(['refused', 'unreachable']).toContain(error.reason);
      expect(far.live()).toEqual([]);
    });

    it('of the same intent twice has one effect', async () => {
      const message: Message = { text: 'Once', images: [picture('A kite')] };
      const intent = intentFor(connect());
      const connection = connect();
      const first = await publish(connection, message, intent);
      const second = await recover(connect(), message, intent);
      expect(second.id).toBe(first.id);
      expect(far.live()).toHaveLength(1);
    });

    it('of two intents with the same text has two effects, or is refused', async () => {
      const connection = connect();
      const at = Date.now();
      const one = await publish(connection, textOf('Twice'), intentFor(connection, at));
      const again = publish(
        connection,
        textOf('Twice'),
        intentFor(connection, fixture.refusesRepeats ? at + AN_HOUR : at),
      );
      if (fixture.refusesRepeats) {
        expect(await failureOf(again)).toMatchObject({
          ...{ reason: 'refused', message: expect.stringContaining(one.url ?? '') },
        });
        return;
      }
      const other = await again;
      expect(other.id).not.toBe(one.id);
      expect(far.live()).toHaveLength(2);
    });
  });

  describe('a thread', () => {
    it('answers part by part, and a part whose answer was lost is there once', async () => {
      if (!network.threads) return;
      const connection = connect();
      const first = await publish(connection, textOf('One of three'));
      const second = await publish(connection, {
        ...textOf('Two of three'),
        thread: { root: first, parent: first },
      });
      const message = { ...textOf('Three of three'), thread: { root: first, parent: second } };
      const intent = intentFor(connection);
      far.fail('cut after');
      // On a kept connection a client may have asked again by itself, under the same key.
      await publish(connection, message, intent).catch(({ reason }) => expect(reason).toBe('lost'));
      const third = await recover(connect(), message, intent);
      const rootOnly = fixture.network === 'slack-channel';
      expect(far.answers()).toEqual([
        ['Two of three', 'One of three'],
        ['Three of three', rootOnly ? 'One of three' : 'Two of three'],
      ]);
      for (const part of [third, second, first]) await connect().remove(part);
      expect(far.live()).toEqual([]);
    });
  });

  describe('when an answer is lost', () => {
    const once = (): Message => {
      const message = { text: 'Once', images: [picture('A kite')] };
      return fixture.whereLost?.(message) ?? message;
    };

    it.each<Failure>(['cut after', 'broken after'])(
      '%s the effect, there is one post in the end',
      async (failure) => {
        far.fail(failure);
        const message = once();
        const intent = intentFor(connect());
        expect((await failureOf(publish(connect(), message, intent))).reason).toBe('lost');
        expect(far.live()).toHaveLength(1);
        const connection = connect();
        const found = await find(connection, message, intent);
        const recovered = await recover(connection, message, intent);
        if (connection.find) expect(found?.id).toBe(recovered.id);
        expect(far.live()).toHaveLength(1);
      },
    );

    it.each<Failure>(['cut before', 'silent'])(
      '%s the effect, nothing is found, and a second try is the only post',
      async (failure) => {
        const working = { ...far.account };
        far.fail(failure);
        const message = once();
        const intent = intentFor(connect());
        expect((await failureOf(publish(connect(far.account, 400), message, intent))).reason).toBe('lost');
        const connection = connect(working);
        expect(await find(connection, message, intent)).toBeUndefined();
        await recover(connection, message, intent);
        expect(far.live()).toHaveLength(1);
      },
    );
  });

  describe('when a post is looked for', () => {
    it('another one of ours with the same words is not taken for it', async () => {
      const connection = connect();
      const other = await publish(connection, textOf('The same'));
      const isTaken = async (id: string) => id === other.id;
      expect(await find(connection, textOf('The same'), intentFor(connection), isTaken)).toBeUndefined();
    });

    it('an answer with the same words is not taken for a post that answers nothing, or something else', async () => {
      if (!network.threads) return;
      const connection = connect();
      const [root, second] = [
        await publish(connection, textOf('One')),
        await publish(connection, textOf('Two')),
      ];
      const thread = { root, parent: root };
      await publish(connection, { ...textOf('The same'), thread });
      const elsewhere = { root: second, parent: second };
      for (const message of [textOf('The same'), { ...textOf('The same'), thread: elsewhere }])
        expect(await find(connection, message, intentFor(connection))).toBeUndefined();
    });
  });

  describe('when it is not taken', () => {
    it('for too many requests, tells when to come back', async () => {
      far.fail('rate limited');
      const error = await failureOf(publish(connect(), textOf('Too much')));
      expect(error.reason).toBe('rate_limited');
      if (fixture.tellsWhen === false) expect(error.retryAfter).toBeUndefined();
      else expect(Math.round((error.retryAfter ?? 0) / 1000)).toBeOneOf([5, 6, 7, 8]);
      expect(far.live()).toEqual([]);
    });

    it('tells why in the words of the network', async () => {
      far.fail('refused');
      const error = await failureOf(publish(connect(), textOf('Not this')));
      expect(error.reason).toBe('refused');
      expect(error.message).toContain(WORDS);
    });

    it('for want of rights, tells the remedy', async () => {
      far.fail('unauthorized');
      const error = await failureOf(publish(connect(), textOf('Not me')));
      expect(error.reason).toBe('unauthorized');
      expect(error.remedy).not.toBe('');
    });

    it('since nobody is there, says that it was surely not taken', async () => {
      await far.stop();
      const error = await failureOf(publish(connect(), textOf('Anybody?')));
      expect(error.reason).toBe('unreachable');
      far = await fixture.start();
    });
  });

  it('takes a post down, and down already is down', async () => {
    const connection = connect();
    const published = await publish(connection, textOf('Gone soon'));
    await takeDown(far, connection, published);
    expect(far.live()).toEqual([]);
    if (fixture.tellsWhatIsDeleted ?? true) await connection.remove(published);
    else expect((await failureOf(connection.remove(published))).reason).toBe('refused');
  });

  it('keeps its session: a second connection does not sign in again', async () => {
    if (!far.signIns) return;
    await publish(connect(), textOf('One'));
    await publish(connect(), textOf('Two'));
    expect(far.signIns()).toBe(1);
  });

  function expectUnsupported(limits: Limits, message: Message): void {
    const ids = preflight(network, limits, message).map(({ id }) => id);
    expect(ids).toContain(`${network.name}.media.unsupported`);
  }

  /** What posts/recovery.ts does by the contract; where it asks, what a person says who looks there. */
  async function recover(connection: Connection, message: Message, intent: Intent) {
    if (await asks(connection)) {
      expect(connection.find).toBeUndefined();
      return far.seen?.(message.text) ?? publish(connection, message, intent);
    }
    const found = fixture.publishAgainIsSafe ? undefined : await find(connection, message, intent);
    return found ?? publish(connection, message, intent);
  }

  /** Once it may be live, nothing is sent and nobody but a person looks. */
  async function asks(connection: Connection): Promise<boolean> {
    const now = Date.now();
    const contract = (await connection.contract?.()) ?? network.contract;
    return approach(contract, { since: now, now, canLook: connection.find !== undefined }) === 'ask';
  }
});
