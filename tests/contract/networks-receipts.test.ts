/** What networks show of published posts: the same suite over all that let us read. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { driftOf, type Given, isGone, type Reading } from '../../src/networks/live.ts';
import type { Connection, Message, Published } from '../../src/networks/network.ts';
import type { FarSide } from '../networks/servers/far-side.ts';
import { outside, picture } from '../networks/servers/outside.ts';
import { failureOf, found, publish as publishTo, takeDown, textFor, wholeOf } from './networks.calls.ts';
import { fixtures } from './networks.fixtures.ts';

describe.each(fixtures)('$network', (fixture) => {
  let far: FarSide;
  beforeEach(async () => {
    far = await fixture.start();
  });
  afterEach(() => far.stop());

  function connect(account = far.account): Connection {
    const network = found(fixture.network);
    return network.connect(network.account.parse(account), { ...outside(), deadline: 15_000 });
  }

  const message = (text: string): Message => wholeOf(fixture, textFor(fixture)(text));
  const isReadable = fixture.reads ?? true;

  it('says whether it lets us read', () => {
    expect(connect().read !== undefined).toBe(isReadable);
  });

  if (!isReadable) return;

  it('shows a post as it was given, by its own way of writing', async () => {
    const { greeting = 'Good morning & <hello> to *all* of you, @channel 🌤️' } = fixture;
    const given = message(`${greeting}\n\nSee https://example.org/a_b?c=d`);
    const published = await publishTo(connect(), given);
    expect(driftOf(givenIn(given), live(await read(published, given)))).toEqual([]);
  });

  it('shows how many pictures there are, where it tells', async () => {
    if (!(await connect().limits()).images) return;
    const given = wholeOf(fixture, { text: 'Look up', images: [picture('A kite')] });
    const reading = live(await read(await publishTo(connect(), given), given));
    expect(driftOf(givenIn(given), reading)).toEqual([]);
    const [drift] = driftOf({ ...givenIn(given), pictures: 0 }, reading);
    if (reading.pictures !== undefined) expect(drift).toEqual({ what: 'pictures', before: '0', after: '1' });
  });

  it('shows the alt texts and how many pictures an album has, where it tells', async () => {
    if (((await connect().limits()).images?.most ?? 0) < 2) return;
    const images = [picture('A kite', 1), picture('Two kites', 2)];
    const given = wholeOf(fixture, { text: 'Look up', images });
    const reading = live(await read(await publishTo(connect(), given), given));
    expect(driftOf(givenIn(given), reading)).toEqual([]);
    expect(reading.pictures !== undefined, 'tells how many').toBe(fixture.tellsHowManyPictures ?? true);
    const others = driftOf({ ...givenIn(given), alts: ['A kite', 'Three kites'] }, reading);
    const drift = { what: 'alt 2', before: 'Three kites', after: 'Two kites' };
    expect(others).toEqual(fixture.tellsAltTexts ? [drift] : []);
  });

  it('shows the title of a link card, where the team gives it one', async () => {
    const url = 'https://example.org/kites';
    const card = { url, title: 'Kites', description: 'All of them' };
    const given = { ...message(`See ${url}`), card };
    if (given.images.length > 0) return;
    const reading = live(await read(await publishTo(connect(), given), given));
    expect(driftOf({ ...givenIn(given), card }, reading)).toEqual([]);
    const others = driftOf({ ...givenIn(given), card: { title: 'Dragons' } }, reading);
    const drift = { what: 'card', before: 'Dragons', after: 'Kites' };
    expect(others).toEqual(fixture.showsCards ? [drift] : []);
  });

  it('shows a part of a thread by itself', async () => {
    if (!found(fixture.network).threads) return;
    const connection = connect();
    const root = await publishTo(connection, message('One'));
    const part = { ...message('Two'), thread: { root, parent: root } };
    const published = await publishTo(connection, part);
    expect(driftOf(givenIn(part), live(await read(published, part)))).toEqual([]);
  });

  it('shows that somebody changed it there', async () => {
    if (!far.alter) return;
    const given = message('Good morning to all of you');
    const published = await publishTo(connect(), given);
    await far.alter((text) => text.replace('morning', 'night'));
    expect(driftOf(givenIn(given), live(await read(published, given)))).toEqual([
      { what: 'text', before: 'Good morning to all of you', after: 'Good night to all of you' },
    ]);
  });

  it('says of one that is deleted that it is gone', async () => {
    const given = message('Gone soon');
    const published = await publishTo(connect(), given);
    await publishTo(connect(), message('It stays'));
    await takeDown(far, connect(), published);
    expect(isGone((await read(published, given)) as Reading)).toBe(true);
  });

  it('never says that it is gone where nobody is let in, or nobody is there', async () => {
    const given = message('Still there');
    const published = await publishTo(connect(), given);
    const refused = await failureOf(connect(far.wrongAccount).read?.(published, givenIn(given)) ?? none());
    expect(refused.reason).toBe('unauthorized');
    await far.stop();
    const failed = await failureOf(connect().read?.(published, givenIn(given)) ?? none());
    expect(failed.reason).toBe('unreachable');
    far = await fixture.start();
  });

  async function read(published: Published, given: Message): Promise<Reading | undefined> {
    return connect().read?.(published, givenIn(given));
  }
});

function givenIn({ text, images, fields }: Message): Given {
  return {
    ...{ text, pictures: images.length, alts: images.map(({ alt }) => alt) },
    ...(fields && { fields }),
  };
}

function live(reading: Reading | undefined) {
  if (!reading || isGone(reading)) throw new Error('It is not there.');
  return reading;
}

async function none(): Promise<never> {
  throw new Error('It lets nobody read.');
}
