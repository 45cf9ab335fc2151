/** One suite over every network that answers: what an answer to somebody else relies on. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection, Message, Network } from '../../src/networks/network.ts';
import type { FarSide } from '../networks/servers/far-side.ts';
import { type Kept, outside } from '../networks/servers/outside.ts';
import { failureOf, found, intentFor, publish } from './networks.calls.ts';
import { fixtures } from './networks.fixtures.ts';

describe.each(fixtures.filter((one) => found(one.network).answers))('$network', (fixture) => {
  const network: Network = found(fixture.network);
  let far: FarSide;
  let kept: Kept;
  beforeEach(async () => {
    far = await fixture.start();
    kept = {};
  });
  afterEach(() => far.stop());

  const connect = (): Connection =>
    network.connect(network.account.parse(far.account), { ...outside(kept), deadline: 15_000 });

  /** With what the network wants in the text. */
  async function answerTo(said: string): Promise<Message> {
    const answers = await far.said(said);
    return { text: `${network.addressing?.(answers) ?? ''}We are on it`, images: [], answers };
  }

  it('says that it can answer, and does, under what was said', async () => {
    expect(network.answers).toBe(true);
    const message = await answerTo('My parcel is lost');
    expect(connect().preflight?.(message) ?? []).toEqual([]);
    await publish(connect(), message);
    expect(far.answers()).toEqual([[message.text, 'My parcel is lost']]);
  });

  it('is there once, also when the answer of the network was lost (freescout#4596)', async () => {
    const message = await answerTo('My parcel is lost');
    const intent = intentFor(connect());
    far.fail('cut after');
    await publish(connect(), message, intent).catch(({ reason }) => expect(reason).toBe('lost'));
    const connection = connect();
    if (connection.find) expect(await connection.find(message, intent)).toBeDefined();
    // Where a person is asked nothing is sent again.
    else if (network.contract.kind !== 'none') await publish(connection, message, intent);
    expect(far.answers()).toEqual([[message.text, 'My parcel is lost']]);
  });

  it('is not taken for an answer to somebody else with the same words', async () => {
    const [one, other] = [await answerTo('My parcel is lost'), await answerTo('Mine too')];
    const connection = connect();
    await publish(connection, one);
    const intent = intentFor(connection);
    if (connection.find) expect(await connection.find(other, intent)).toBeUndefined();
    await publish(connection, other, intent);
    expect(far.answers().map(([, said]) => said)).toEqual(['My parcel is lost', 'Mine too']);
  });

  it('goes out nowhere when what it answers is gone', async () => {
    if (!far.unsaid) return;
    const message = await answerTo('My parcel is lost');
    far.unsaid(message.answers?.id ?? '');
    const error = await failureOf(publish(connect(), message));
    expect([error.reason, error.message]).toEqual(['refused', expect.stringMatching(/not there any more/)]);
    expect(far.live()).toEqual([]);
  });

  it('tells what others write since the last reading, each once and oldest first, and nothing of before', async () => {
    const { source } = connect();
    if (!source) return;
    await far.said('Long ago');
    const begun = await source.read(undefined);
    expect(begun.items).toEqual([]);
    const ids = [(await far.said('One')).id, (await far.said('Two')).id];
    const read = await source.read(begun.cursor);
    expect(read.items.filter(({ id }) => ids.includes(id)).map(({ id, text }) => [id, text])).toEqual([
      [ids[0], 'One'],
      [ids[1], 'Two'],
    ]);
    const third = await far.said('Three');
    const again = await source.read(read.cursor);
    expect(again.items.at(-1)).toMatchObject({ id: third.id, text: 'Three' });
    expect(again.items.at(-1)?.author.followers).toBe(fixture.tellsFollowers === false ? undefined : 1200);
  });

  it('tells which of them are still there', async () => {
    const { source } = connect();
    if (!source?.lookUp || !far.unsaid) return;
    const [stays, goes] = [await far.said('Stays'), await far.said('Goes')];
    far.unsaid(goes.id);
    expect((await source.lookUp([stays.id, goes.id])).map(({ id }) => id)).toEqual([stays.id]);
  });
});
