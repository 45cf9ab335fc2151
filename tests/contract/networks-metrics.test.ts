/** What networks count of published posts: the same suite over all that tell it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COUNTED_AT_ONCE } from '../../src/networks/counts.ts';
import type { Connection, Message, Published } from '../../src/networks/network.ts';
import type { FarSide } from '../networks/servers/far-side.ts';
import { type Kept, outside, textOf } from '../networks/servers/outside.ts';
import { failureOf, found, publish as publishTo, takeDown, textFor, wholeOf } from './networks.calls.ts';
import { fixtures } from './networks.fixtures.ts';

describe('counts', () => {
  it.each(fixtures)('are told by $network if it is known to tell them', async (fixture) => {
    const far = await fixture.start();
    const network = found(fixture.network);
    const { metrics } = network.connect(network.account.parse(far.account), outside({}));
    await far.stop();
    const counts = fixture.counts ?? false;
    expect([metrics !== undefined, far.engage !== undefined]).toEqual([counts, counts]);
  });
});

describe.each(fixtures.filter(({ counts }) => counts))('$network', (fixture) => {
  let far: FarSide;
  let connection: Connection;
  beforeEach(async () => {
    far = await fixture.start();
    const kept: Kept = {};
    const network = found(fixture.network);
    connection = network.connect(network.account.parse(far.account), { ...outside(kept), deadline: 15_000 });
  });
  afterEach(() => far.stop());

  const publish = (connection: Connection, message: Message) =>
    publishTo(connection, wholeOf(fixture, { ...message, images: textFor(fixture)('').images }));

  it('tells what others did with each post, and nothing of the others', async () => {
    const [first, second] = [
      await publish(connection, textOf('One')),
      await publish(connection, textOf('Two')),
    ];
    const before = await countsOf([first, second]);
    const counted = await far.engage?.(first.id);
    const after = await countsOf([first, second]);
    expect(after.get(first.id)).toEqual(counted);
    expect(after.get(second.id)).toEqual(before.get(second.id));
    // What nobody did is zero or not told, and never more.
    expect(Object.values(before.get(second.id) ?? {}).every((count) => count === 0)).toBe(true);
  });

  it('tells of one that is taken down that it is gone, and of the others all the same', async () => {
    const [first, second] = [
      await publish(connection, textOf('One')),
      await publish(connection, textOf('Two')),
    ];
    await far.engage?.(second.id);
    await takeDown(far, connection, first);
    const counts = await countsOf([first, second]);
    expect(counts.get(first.id)).toBe('gone');
    expect(counts.get(second.id)).not.toBe('gone');
    expect([...counts.keys()].sort()).toEqual([first.id, second.id].sort());
  });

  it('tells of as many at once as may be asked for, or of those that it takes now', async () => {
    const posts: Published[] = [];
    for (let index = 0; index < COUNTED_AT_ONCE; index += 1)
      posts.push(await publish(connection, textOf(`Number ${index}`)));
    const counts = await countsOf(posts);
    expect(counts.size).toBeGreaterThan(0);
    const told = [...counts.keys()];
    expect(told).toEqual(posts.slice(0, told.length).map(({ id }) => id));
    if (fixture.network !== 'discord-channel') expect(told).toHaveLength(COUNTED_AT_ONCE);
  });

  it('of a part in a thread tells what is of that part', async () => {
    if (!found(fixture.network).threads) return;
    const root = await publish(connection, textOf('One'));
    const part = await publish(connection, { ...textOf('Two'), thread: { root, parent: root } });
    const counts = await countsOf([part]);
    expect(counts.get(part.id)).not.toBe('gone');
    expect(Object.values(counts.get(part.id) ?? {}).every((count) => count === 0)).toBe(true);
  });

  it('says of credentials that do not do that they do not', async () => {
    const published = await publish(connection, textOf('One'));
    const network = found(fixture.network);
    const wrong = network.connect(network.account.parse(far.wrongAccount), outside({}));
    const asked = wrong.metrics?.([published]) ?? Promise.reject(new Error('It tells no counts.'));
    expect((await failureOf(asked)).reason).toBe('unauthorized');
  });

  async function countsOf(published: Published[]) {
    return (await connection.metrics?.(published)) ?? new Map();
  }
});
