/** One suite over every network that edits: what correcting a published post relies on. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection, Message, Published } from '../../src/networks/network.ts';
import { type Failure, type FarSide, WORDS } from '../networks/servers/far-side.ts';
import { outside, picture, textOf } from '../networks/servers/outside.ts';
import { failureOf, found, publish as publishTo, wholeOf } from './networks.calls.ts';
import { fixtures } from './networks.fixtures.ts';

function editAt(connection: Connection, published: Published, message: Message): Promise<Published> {
  if (!connection.edit) throw new Error('It does not edit.');
  return connection.edit(published, message);
}

describe.each(fixtures)('$network', (fixture) => {
  it('says whether it edits', async () => {
    const far = await fixture.start();
    const network = found(fixture.network);
    const { edit } = network.connect(network.account.parse(far.account), outside());
    expect(edit !== undefined).toBe(fixture.edits);
    await far.stop();
  });
});

describe.each(fixtures.filter(({ edits }) => edits))('editing on $network', (fixture) => {
  const publish = (connection: Connection, message: Message) =>
    publishTo(connection, wholeOf(fixture, message));
  const edit = (connection: Connection, published: Published, message: Message) =>
    editAt(connection, published, wholeOf(fixture, message));
  let far: FarSide;

  beforeEach(async () => {
    far = await fixture.start();
  });
  afterEach(() => far.stop());

  function connect(): Connection {
    const network = found(fixture.network);
    return network.connect(network.account.parse(far.account), outside());
  }

  it('sets the text in place, and its pictures stay', async () => {
    const connection = connect();
    const images = [picture('A red kite', 1), picture('Two red kites', 2)];
    const published = await publish(connection, { text: 'For 30 €', images });
    await publish(connection, textOf('Another'));
    const before = far.live();
    const text = fixture.greeting ?? 'For <20> €, @channel & https://example.org';
    const edited = await edit(connect(), published, { text, images });
    expect(edited?.id).toBe(published.id);
    expect(far.live()).toEqual([{ text, images: before[0]?.images }, before[1]]);
  });

  it('to the same text twice does no harm', async () => {
    const connection = connect();
    const published = await publish(connection, textOf('For 30 €'));
    for (let time = 0; time < 2; time += 1) {
      const edited = await edit(connection, published, textOf('For 20 €'));
      expect(edited.id).toBe(published.id);
    }
    expect(far.live()).toEqual([{ text: 'For 20 €', images: [] }]);
  });

  it('takes the text away where pictures are enough', async () => {
    const connection = connect();
    if (!(await connection.limits()).images) return;
    const images = [picture('A red kite')];
    const published = await publish(connection, { text: 'For 30 €', images });
    await edit(connection, published, { text: '', images });
    expect(far.live().map((post) => [post.text, post.images.length])).toEqual([['', 1]]);
  });

  it('reaches a part in the middle of a thread, and leaves the thread whole', async () => {
    if (!found(fixture.network).threads) return;
    const connection = connect();
    const first = await publish(connection, textOf('One'));
    const thread = { root: first, parent: first };
    const second = await publish(connection, { ...textOf('Two'), thread });
    await edit(connection, second, { ...textOf('Two, mended'), thread });
    expect(far.answers()).toEqual([['Two, mended', 'One']]);
  });

  it('of what is gone is refused, and says so', async () => {
    const connection = connect();
    for (const images of [[], [picture('A kite')]]) {
      const published = await publish(connection, { text: 'Gone soon', images });
      await connection.remove(published);
      const error = await failureOf(edit(connection, published, { text: 'Too late', images }));
      expect(error.reason).toBe('refused');
      expect(error.message).toContain('not there any more');
    }
    expect(far.live()).toEqual([]);
  });

  it.each<Failure>(['cut before', 'cut after', 'broken after'])(
    'whose answer is %s is lost, and sent again it is there once',
    async (failure) => {
      const published = await publish(connect(), textOf('For 30 €'));
      // On a connection that is kept a client may have asked again by itself.
      const connection = connect();
      far.failEdit?.(failure);
      await edit(connection, published, textOf('For 20 €')).catch(({ reason }) =>
        expect(reason).toBe('lost'),
      );
      await edit(connection, published, textOf('For 20 €'));
      expect(far.live().map(({ text }) => text)).toEqual(['For 20 €']);
    },
  );

  it('that is not taken tells why', async () => {
    const connection = connect();
    const published = await publish(connection, textOf('For 30 €'));
    far.failEdit?.('refused');
    expect(await failureOf(edit(connection, published, textOf('For 20 €')))).toMatchObject({
      reason: 'refused',
      message: expect.stringContaining(WORDS),
    });
    far.failEdit?.('rate limited');
    expect((await failureOf(edit(connection, published, textOf('For 20 €')))).reason).toBe('rate_limited');
    far.failEdit?.('unauthorized');
    expect((await failureOf(edit(connection, published, textOf('For 20 €')))).reason).toBe('unauthorized');
    expect(far.live().map(({ text }) => text)).toEqual(['For 30 €']);
  });
});
