import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import type { Connection, Intent, Message } from '../../../src/networks/network.ts';
import { preflight } from '../../../src/networks/preflight.ts';
import { network } from '../../../src/networks/x/index.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { intentAt, keepIn, outside } from '../servers/outside.ts';
import { breakingOff, video } from '../servers/video.ts';
import { ACME, problem, startX } from '../servers/x.ts';

const MEGABYTE = 1024 * 1024;
let clock: MovableClock;
let far: Awaited<ReturnType<typeof startX>>;

beforeEach(async () => {
  clock = new MovableClock();
  far = await startX(clock);
});
afterEach(() => far.stop());

function connect(): Connection {
  return network.connect(network.account.parse(far.account), { ...outside(), clock });
}

function publish(message: Message, intent: Intent = intentAt(clock.now())) {
  return connect().publish(message, intent, keepIn(intent));
}

const FILM = video(9 * MEGABYTE);
const MESSAGE: Message = { text: 'Look up', images: [], video: FILM };

/** SHA-256 of what is shown with each post, hex. */
function shown(): string[][] {
  return far.x.posts(ACME.id).map(({ media }) =>
    media.map((id) =>
      createHash('sha256')
        .update(far.x.picture(id)?.bytes ?? '')
        .digest('hex'),
    ),
  );
}

describe('a video', () => {
  it('is shown as it was given, in the place of pictures', async () => {
    const published = await publish(MESSAGE);
    expect(shown()).toEqual([[FILM.hash]]);
    expect(far.x.seen(ACME.id)).toMatchObject([{ hasVideo: true, pictures: [] }]);
    const reading = await connect().read?.(published, { text: 'Look up', pictures: 0 });
    expect(reading).toEqual({ text: 'Look up', pictures: 0 });
  });

  it('is gone on with where it broke off, and no second one is begun', async () => {
    const intent = intentAt(clock.now());
    far.x.faults.next('append', {});
    far.x.faults.next('append', { loseAnswer: 'after' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    far.x.faults.next('initialize', { page: 503 });
    await publish(MESSAGE, intent);
    expect(shown()).toEqual([[FILM.hash]]);
  });

  it('that X has wholly, by an answer that was lost, is not given anew', async () => {
    const intent = intentAt(clock.now());
    far.x.faults.next('finalize', { loseAnswer: 'after' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    await publish(MESSAGE, intent);
    expect(shown()).toEqual([[FILM.hash]]);
  });

  it('that X refuses to finish is refused at once, and not taken for one that is worked on', async () => {
    far.x.faults.next('finalize', { refusal: problem(400, 'Invalid Request', 'Not all of it is here.') });
    expect((await failureOf(publish(MESSAGE))).reason).toBe('refused');
    expect(far.x.posts(ACME.id)).toEqual([]);
  });

  it('that X works on waits without anybody waiting, and is given anew after a day', async () => {
    await far.stop();
    far = await startX(clock, { processing: 90_000 });
    const intent = intentAt(clock.now());
    const error = await failureOf(publish(MESSAGE, intent));
    expect([error.reason, error.retryAfter]).toEqual(['processing', 1_000]);
    expect(far.x.posts(ACME.id)).toEqual([]);
    clock.moveTo(clock.now() + 24 * 3_600_000);
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('processing');
    clock.moveTo(clock.now() + 90_000);
    await publish(MESSAGE, intent);
    expect(shown()).toEqual([[FILM.hash]]);
  });

  it('that X makes nothing of says why, and Retry gives it anew', async () => {
    await far.stop();
    far = await startX(clock, { makesNothingOfVideos: true });
    const intent = intentAt(clock.now());
    const error = await failureOf(publish(MESSAGE, intent));
    expect([error.reason, error.message]).toEqual([
      'refused',
      'X makes nothing of the video: Duration too short.',
    ]);
    expect(far.x.posts(ACME.id)).toEqual([]);
    expect(intent.marks.video).toBe('');
  });

  it('is never taken for a post with the same words and no video, and found after a lost answer', async () => {
    const words = await publish({ text: 'Look up', images: [] });
    const intent = intentAt(clock.now());
    const connection = connect();
    expect(await connection.find?.(MESSAGE, intent)).toBeUndefined();
    far.x.faults.next('createPost', { loseAnswer: 'after' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('lost');
    const found = await connection.find?.(MESSAGE, intent);
    expect(found?.id).not.toBe(words.id);
    expect(found?.id).toBe(far.x.posts(ACME.id).find(({ media }) => media.length > 0)?.id);
  });

  it('that was swapped under way is not finished', async () => {
    const broken = {
      ...MESSAGE,
      video: breakingOff(FILM, 4 * MEGABYTE, new Error('not the bytes that were taken in')),
    };
    far.x.faults.next('finalize', {
      refusal: problem(500, 'Internal Server Error', 'asked for all the same'),
    });
    await expect(publish(broken)).rejects.toThrow('not the bytes');
    expect(far.x.posts(ACME.id)).toEqual([]);
  });

  it('of more than 140 seconds or 512 MB is told before the approval', async () => {
    const limits = await connect().limits();
    const ids = (more: object) =>
      preflight(network, limits, { ...MESSAGE, video: { ...FILM, ...more } }).map(({ id }) => id);
    expect(ids({})).toEqual([]);
    expect(ids({ duration: 140_001 })).toEqual(['x.video.max_length']);
    expect(ids({ size: 512 * MEGABYTE + 1 })).toEqual(['x.video.max_bytes']);
  });
});
