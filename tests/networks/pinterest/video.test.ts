import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import type { Connection, Intent, Message, NetworkError } from '../../../src/networks/network.ts';
import { network } from '../../../src/networks/pinterest/index.ts';
import { preflight } from '../../../src/networks/preflight.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { intentAt, keepIn, outside, picture } from '../servers/outside.ts';
import { RECIPES, startPinterest } from '../servers/pinterest.ts';
import { breakingOff, video } from '../servers/video.ts';

const FILM = { ...video(3_000_000), duration: 8_000, alt: 'A pan' };
const MESSAGE: Message = {
  ...{ text: 'Hot', images: [], video: FILM },
  fields: { board: RECIPES, title: 'Soup' },
};

let clock: MovableClock;
let far: Awaited<ReturnType<typeof startPinterest>>;

beforeEach(() => restart());
afterEach(() => far.stop());

async function restart(ways: Parameters<typeof startPinterest>[1] = {}): Promise<void> {
  await far?.stop();
  clock = new MovableClock();
  far = await startPinterest(clock, ways);
}

function connect(): Connection {
  return network.connect(network.account.parse(far.account), { ...outside(), clock });
}

function publish(message: Message, intent: Intent = intentAt(clock.now())) {
  return connect().publish(message, intent, keepIn(intent));
}

/** SHA-256 of the video that each Pin shows, hex. */
function shown(): (string | undefined)[] {
  return far.pinterest.pins().map((pin) => {
    const bytes = far.pinterest.videoOf(pin);
    return bytes && createHash('sha256').update(bytes).digest('hex');
  });
}

describe('a video', () => {
  it('is shown as it was given, with its alt text and a cover, in the place of pictures', async () => {
    const published = await publish(MESSAGE);
    await publish({ ...MESSAGE, text: 'Cold', fields: { ...MESSAGE.fields, cover: '7' } });
    expect(shown()).toEqual([FILM.hash, FILM.hash]);
    expect(far.pinterest.pins()).toMatchObject([
      { id: published.id, alt: 'A pan', pictures: [], video: { cover: 'second 0' } },
      { video: { cover: 'second 7' } },
    ]);
    expect(await connect().read?.(published, { text: 'Hot', pictures: 0 })).toMatchObject({
      ...{ text: 'Hot', pictures: 0 },
    });
  });

  it('has the picture beside it as its cover, which goes before a second, and that is told', async () => {
    const cover = picture('', 4);
    const message: Message = { ...MESSAGE, cover, fields: { ...MESSAGE.fields, cover: '7' } };
    await publish(message);
    const coverHash = createHash('sha256').update(cover.bytes).digest('hex');
    expect(far.pinterest.pins()).toMatchObject([{ pictures: [], video: { cover: 'a picture', coverHash } }]);
    const told = [
      ...preflight(network, await connect().limits(), message),
      ...(connect().preflight?.(message) ?? []),
    ];
    expect(told.map(({ id, level }) => `${level} ${id}`)).toEqual(['warning pinterest.cover.both']);
    const { cover: _, ...own } = message.fields ?? {};
    expect(connect().preflight?.({ ...message, fields: own })).toEqual([]);
  });

  it('is read as it is sent, and never whole', async () => {
    const asked: number[] = [];
    const film = {
      ...FILM,
      pieces: (from: number, most: number) => {
        asked.push(most);
        return FILM.pieces(from, most);
      },
    };
    await publish({ ...MESSAGE, video: film });
    expect(shown()).toEqual([FILM.hash]);
    expect(Math.max(...asked)).toBeLessThan(FILM.size / 2);
  });

  it('that did not come wholly is given anew, and shown once', async () => {
    const intent = intentAt(clock.now());
    far.pinterest.faults.next('bucket', { loseAnswer: 'before' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    await publish(MESSAGE, intent);
    expect([shown(), far.pinterest.registered]).toEqual([[FILM.hash], 2]);
  });

  it('that came wholly, by an answer that was lost, is not given anew', async () => {
    const intent = intentAt(clock.now());
    far.pinterest.faults.next('bucket', { loseAnswer: 'after' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    await publish(MESSAGE, intent);
    expect([shown(), far.pinterest.registered]).toEqual([[FILM.hash], 1]);
  });

  it('that is not taken where Pinterest said is no fault of the account, and told after some times', async () => {
    const intent = intentAt(clock.now());
    const reasons: string[] = [];
    for (let times = 0; times < 3; times += 1) {
      far.pinterest.faults.next('bucket', { refusal: { status: 403, body: {} } });
      reasons.push((await failureOf(publish(MESSAGE, intent))).reason);
    }
    expect(reasons).toEqual(['unreachable', 'unreachable', 'refused']);
    await publish(MESSAGE, intent);
    expect(shown()).toEqual([FILM.hash]);
  });

  it('that Pinterest works on waits without anybody waiting, and nobody sees a Pin', async () => {
    await restart({ processing: 90_000 });
    const intent = intentAt(clock.now());
    const { reason, processingSince } = await failureOf(publish(MESSAGE, intent));
    expect([reason, processingSince]).toEqual(['processing', expect.any(Number)]);
    clock.moveTo(clock.now() + 60_000);
    expect((await failureOf(publish(MESSAGE, intent))).processingSince).toBe(processingSince);
    expect(far.pinterest.pins()).toEqual([]);
    clock.moveTo(clock.now() + 30_000);
    await publish(MESSAGE, intent);
    expect([shown(), far.pinterest.registered]).toEqual([[FILM.hash], 1]);
  });

  it('that Pinterest makes nothing of is told, and Retry gives it anew', async () => {
    await restart({ makesNothingOfVideos: true });
    const intent = intentAt(clock.now());
    const error = await failureOf(publish(MESSAGE, intent));
    expect([error.reason, error.message]).toEqual(['refused', 'Pinterest makes nothing of the video.']);
    expect(far.pinterest.pins()).toEqual([]);
    await failureOf(publish(MESSAGE));
    expect(far.pinterest.registered).toBe(2);
  });

  it('that Pinterest has lost when its Pin is refused is given anew', async () => {
    const intent = intentAt(clock.now());
    const body = { code: 1, message: 'The media upload is gone.' };
    far.pinterest.faults.next('createPin', { refusal: { status: 400, body } });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('refused');
    far.pinterest.faults.next('getMedia', {
      refusal: { status: 404, body: { code: 60, message: 'Media not found.' } },
    });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    await publish(MESSAGE, intent);
    expect([shown(), far.pinterest.registered]).toEqual([[FILM.hash], 2]);
  });

  it('that Pinterest loses time and again is given anew some times, and then told', async () => {
    const intent = intentAt(clock.now());
    const errors: NetworkError[] = [];
    while (errors.at(-1)?.reason !== 'refused' && errors.length < 9) {
      far.pinterest.faults.next('getMedia', {
        refusal: { status: 404, body: { code: 60, message: 'Media not found.' } },
      });
      errors.push(await failureOf(publish(MESSAGE, intent)));
    }
    expect(errors.map(({ reason }) => reason)).toEqual(['unreachable', 'unreachable', 'refused']);
    expect(errors.at(-1)?.message).toBe('Pinterest does not have the video any more.');
    expect([far.pinterest.registered, far.pinterest.pins()]).toEqual([3, []]);
  });

  it('is never taken for a Pin of a picture with the same words, and found after a lost answer', async () => {
    const { video: _, ...words } = MESSAGE;
    const still = await publish({ ...words, images: [picture('A pan')] });
    const intent = intentAt(clock.now());
    const connection = connect();
    expect(await connection.find?.(MESSAGE, intent)).toBeUndefined();
    far.pinterest.faults.next('createPin', { loseAnswer: 'after' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('lost');
    const found = await connection.find?.(MESSAGE, intent);
    expect(found?.id).toBe(far.pinterest.pins().find((pin) => pin.video)?.id);
    expect(found?.id).not.toBe(still.id);
    expect((await connection.find?.({ ...words, images: [picture('A pan')] }, intent))?.id).toBe(still.id);
  });

  it('that is gone on with after a lost answer is never found to be processing', async () => {
    const intent = intentAt(clock.now());
    far.pinterest.faults.next('createPin', { loseAnswer: 'before' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('lost');
    const body = { media_id: '1', media_type: 'video', status: 'processing' };
    far.pinterest.faults.next('getMedia', { refusal: { status: 200, body } });
    await publish(MESSAGE, intent);
    expect(shown()).toEqual([FILM.hash]);
  });

  it('that was swapped under way makes no Pin', async () => {
    const broken = {
      ...MESSAGE,
      video: breakingOff(FILM, 1_000_000, new Error('not the bytes that were taken in')),
    };
    await failureOf(publish(broken));
    expect([far.pinterest.pins(), far.pinterest.registered]).toEqual([[], 1]);
  });

  it('and its cover are looked at before the approval', async () => {
    const connection = connect();
    const limits = await connection.limits();
    const idsOf = (more: object, cover = '') => {
      const fields = { ...MESSAGE.fields, ...(cover !== '' && { cover }) };
      const message = { ...MESSAGE, video: { ...FILM, ...more }, fields };
      const findings = [...preflight(network, limits, message), ...(connection.preflight?.(message) ?? [])];
      return findings.map(({ id, level }) => [id, level]);
    };
    expect(idsOf({}, '8')).toEqual([]);
    expect(idsOf({ duration: 3_999 })).toEqual([['pinterest.video.length', 'warning']]);
    expect(idsOf({ duration: 15 * 60_000 + 1 })).toEqual([['pinterest.video.length', 'warning']]);
    expect(idsOf({ size: 500_000_000 })).toEqual([]);
    expect(idsOf({ size: 500_000_001 })).toEqual([['pinterest.video.slow', 'warning']]);
    const large = { ...MESSAGE, video: { ...FILM, size: 1_000_000_000 } };
    expect(connection.preflight?.(large)).toMatchObject([
      { message: expect.stringMatching(/1\.00 GB.* within 15:00: .* sends 9 Mbit\/s/) },
    ]);
    expect(idsOf({ alt: 'a'.repeat(501) })).toEqual([['pinterest.video.alt_max', 'error']]);
    for (const cover of ['9', '2.5', '-1', 'the first'])
      expect(idsOf({}, cover)).toEqual([['pinterest.cover.unreadable', 'error']]);
    const still = { text: 'Hot', images: [picture('A pan')], fields: { board: RECIPES, cover: '2' } };
    expect(connection.preflight?.(still).map(({ id }) => id)).toEqual(['pinterest.cover.pictures']);
  });
});
