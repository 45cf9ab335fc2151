import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { network } from '../../../src/networks/mastodon/index.ts';
import type { Connection, Intent, Message, Outside } from '../../../src/networks/network.ts';
import { TestMastodon } from '../servers/mastodon.ts';
import { INSTANCE } from '../servers/mastodon-entities.ts';
import { FAULTS } from '../servers/mastodon-faults.ts';
import { intentAt, keepIn, outside, picture, textOf } from '../servers/outside.ts';

let far: TestMastodon;

beforeEach(async () => {
  far = await new TestMastodon().start();
});
afterEach(() => far.stop());

function connect(more: Partial<Outside> = {}, account: Record<string, string> = {}): Connection {
  return network.connect(network.account.parse({ ...far.account, ...account }), { ...outside(), ...more });
}

function publish(connection: Connection, message: Message, intent: Intent = intentAt()) {
  return connection.publish(message, intent, keepIn(intent));
}

describe('limits of a Mastodon instance', () => {
  it('are its own, asked once an hour', async () => {
    const clock = new MovableClock();
    far.instance = {
      configuration: {
        ...INSTANCE.configuration,
        statuses: { max_characters: 5000, characters_reserved_per_url: 10 },
      },
    };
    const connection = connect({ clock });
    const { text, images } = await connection.limits();
    expect([text[0]?.most, text[0]?.count('https://example.org'), images?.most]).toEqual([5000, 10, 4]);
    expect(images?.contentTypes).not.toContain('video/mp4');
    await connection.limits();
    expect(far.server.count('GET', /instance$/)).toBe(1);
    clock.moveTo(clock.now() + 61 * 60 * 1000);
    await connection.limits();
    expect(far.server.count('GET', /instance$/)).toBe(2);
  });

  it('are what it said last while it is down, and defaults before it said anything', async () => {
    far.server.next('GET', /instance$/, { kind: 'cut', when: 'before' });
    const clock = new MovableClock();
    const connection = connect({ clock });
    expect((await connection.limits()).text[0]?.most).toBe(500);
    far.instance = { configuration: { statuses: { max_characters: 700 } } };
    clock.moveTo(clock.now() + 2 * 60 * 1000);
    expect((await connection.limits()).text[0]?.most).toBe(700);
    clock.moveTo(clock.now() + 61 * 60 * 1000);
    far.server.next('GET', /instance$/, { kind: 'answer', reply: { status: 502, body: '<html>' } });
    expect((await connection.limits()).text[0]?.most).toBe(700);
  });
});

describe('pictures on Mastodon', () => {
  it('are waited for while the instance works on them', async () => {
    far.slowness = 2;
    let waits = 0;
    const at = (_instant: number, run: () => void) => {
      waits += 1;
      setImmediate(run);
      return () => {};
    };
    const atOnce = connect({ clock: { now: Date.now, at } });
    await publish(atOnce, { text: 'Look up', images: [picture('A kite')] });
    expect(far.live()[0]?.images).toHaveLength(1);
    expect(waits).toBe(2);
  });

  it('are uploaded once, also when the post takes two tries', async () => {
    far.fail('cut before');
    const message = { text: 'Look up', images: [picture('A kite', 1), picture('Two', 2)] };
    const intent = intentAt();
    await expect(publish(connect(), message, intent)).rejects.toMatchObject({ reason: 'lost' });
    await publish(connect(), message, intent);
    expect(far.server.count('POST', /media$/)).toBe(2);
    expect(far.live()).toHaveLength(1);
  });

  it('are uploaded again when the instance has cleaned them away', async () => {
    far.fail('cut before');
    const message = { text: 'Look up', images: [picture('A kite')] };
    const intent = intentAt();
    await expect(publish(connect(), message, intent)).rejects.toMatchObject({ reason: 'lost' });
    far.media.clear();
    await publish(connect(), message, intent);
    expect(far.live()[0]?.images).toHaveLength(1);
  });

  it('that an older server drops in silence take the post down with them', async () => {
    far.dropsUnknownMedia = true;
    const connection = connect();
    const message = { text: 'Look up', images: [picture('A kite')] };
    const attempt = connection.publish(message, intentAt(), async () => far.media.clear());
    await expect(attempt).rejects.toMatchObject({ reason: 'refused' });
    expect(far.live()).toEqual([]);
  });

  it('that are dropped where the post cannot be taken down leave a doubt', async () => {
    far.dropsUnknownMedia = true;
    far.server.next('DELETE', /\/statuses\//, FAULTS['rate limited']);
    const message = { text: 'Look up', images: [picture('A kite')] };
    const attempt = connect().publish(message, intentAt(), async () => far.media.clear());
    await expect(attempt).rejects.toMatchObject({ reason: 'lost' });
    expect(far.live()).toHaveLength(1);
  });
});

describe('reading Mastodon back, after the hour of its keys', () => {
  const message = textOf('Hello https://example.org & <you>\nall');

  it('finds the post by its source, past newer ones and more than a page', async () => {
    const intent = intentAt();
    const published = await publish(connect(), message, intent);
    far.forgetKeys();
    for (let count = 0; count < 50; count += 1) far.write(`Other ${count}`, 'Web');
    expect((await connect().find?.(message, intent))?.id).toBe(published.id);
  });

  it('does not take the same words, written by hand or long before, for it', async () => {
    const intent = intentAt();
    far.write(message.text, 'Bellwether', intent.at - 10 * 60 * 1000);
    far.write(message.text, 'Web');
    expect(await connect().find?.(message, intent)).toBeUndefined();
  });

  it('finds a post that lives with a picture that was replaced since', async () => {
    const withPicture = { text: 'Look up', images: [picture('A kite')] };
    const intent = intentAt();
    far.fail('cut after');
    await expect(publish(connect(), withPicture, intent)).rejects.toMatchObject({ reason: 'lost' });
    far.fail('cut before');
    await expect(publish(connect(), withPicture, intent)).rejects.toMatchObject({ reason: 'lost' });
    far.forgetKeys();
    expect(far.live()).toHaveLength(1);
    expect((await connect().find?.(withPicture, intent))?.id).toBe(far.statuses[0]?.id);
  });

  it('does not take another delivery with the same words for it when it has a picture', async () => {
    const withPicture = { text: 'Look up', images: [picture('A kite')] };
    const [one, other] = [intentAt(), intentAt()];
    await publish(connect(), withPicture, one);
    far.fail('cut before');
    await expect(publish(connect(), withPicture, other)).rejects.toMatchObject({ reason: 'lost' });
    expect(await connect().find?.(withPicture, other)).toBeUndefined();
  });

  it('says that it cannot tell when there is too much to look through', async () => {
    const intent = intentAt();
    for (let count = 0; count < 401; count += 1) far.write(`Other ${count}`, 'Web');
    await expect(connect().find?.(message, intent)).rejects.toMatchObject({ reason: 'unreachable' });
  });
});

describe('Mastodon', () => {
  it('is given the visibility of the account', async () => {
    await publish(connect({}, { visibility: 'unlisted' }), textOf('Quietly'));
    expect(far.statuses[0]?.visibility).toBe('unlisted');
  });
});

describe('an edit on Mastodon', () => {
  it('leaves the warning, the mark of sensitivity and the language as they are there', async () => {
    const connection = connect();
    const published = await publish(connection, { text: 'For 30 €', images: [picture('A kite')] });
    Object.assign(far.statuses[0] ?? {}, { sensitive: true, spoiler: 'Prices', language: 'de' });
    await connection.edit?.(published, { text: 'For 20 €', images: [picture('A kite')] });
    expect(far.statuses).toMatchObject([
      { text: 'For 20 €', sensitive: true, spoiler: 'Prices', language: 'de', media: [{ alt: 'A kite' }] },
    ]);
  });

  it('sent again changes nothing: readers are told of one edit', async () => {
    const connection = connect();
    const published = await publish(connection, textOf('For 30 €'));
    for (let time = 0; time < 2; time += 1) await connection.edit?.(published, textOf('For 20 €'));
    expect(far.statuses[0]?.edits).toBe(1);
  });
});
