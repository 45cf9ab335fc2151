import { LocalThreads } from '@bellwether/local-networks/threads/index.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import type { Connection } from '../../../src/networks/network.ts';
import { preflight } from '../../../src/networks/preflight.ts';
import { network } from '../../../src/networks/threads/index.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { FILM, MESSAGE, publish, publishPatiently } from '../servers/films.ts';
import { intentAt, outside, picture } from '../servers/outside.ts';
import { publicPictures, served } from '../servers/public-pictures.ts';
import { APP, USER } from '../servers/threads.ts';
import { video } from '../servers/video.ts';

let clock: MovableClock;
let local: LocalThreads;

beforeEach(async () => {
  clock = new MovableClock();
  local = new LocalThreads({ clock, users: [USER], apps: [APP] });
  await local.start();
});
afterEach(() => local.stop());

function connect(publicMedia = publicPictures): Connection {
  const access_token = local.tokens.issue(USER.id, APP.scopes);
  const settings = network.account.parse({ access_token, api_url: local.url });
  return network.connect(settings, { ...outside(), clock, publicMedia });
}

describe('a video', () => {
  it('is fetched, waited for, and shown as it was given', async () => {
    local.options = { processing: 90_000 };
    const connection = connect();
    const intent = intentAt(clock.now());
    expect((await failureOf(publish(connection, MESSAGE, intent))).reason).toBe('processing');
    expect(local.posts()).toEqual([]);
    const published = await publishPatiently({ connection, local, clock }, MESSAGE, intent);
    expect(local.posts().map(({ kind, video }) => [kind, video?.hash])).toEqual([['VIDEO', FILM.hash]]);
    expect(local.containers).toBe(1);
    const reading = await connection.read?.(published, { text: 'Look up', pictures: 0 });
    expect(reading).toMatchObject({ text: 'Look up', pictures: 0 });
  });

  it('is there once, also when the answer was lost, and never taken for a picture with the same words', async () => {
    const connection = connect();
    const words = { text: MESSAGE.text, images: [picture('A kite')] };
    await publishPatiently({ connection, local, clock }, words, intentAt(clock.now()));
    const intent = intentAt(clock.now());
    await failureOf(publish(connection, MESSAGE, intent));
    await local.fetched();
    local.faults.next('publish', { loseAnswer: 'after' });
    expect((await failureOf(publish(connection, MESSAGE, intent))).reason).toBe('lost');
    const film = local.posts().find(({ kind }) => kind === 'VIDEO');
    expect((await connection.find?.(MESSAGE, intent))?.id).toBe(film?.id);
    expect((await publish(connection, MESSAGE, intent)).id).toBe(film?.id);
    expect(local.posts()).toHaveLength(2);
  });

  it('that could not be fetched says so, and Retry has it fetched anew', async () => {
    let isThere = false;
    const publicMedia = {
      ...publicPictures,
      addressOfVideo: async (film: typeof FILM) =>
        isThere ? publicPictures.addressOfVideo(film) : `${local.url}/nothing.mp4`,
    } as typeof publicPictures;
    const connection = connect(publicMedia);
    const intent = intentAt(clock.now());
    await failureOf(publish(connection, MESSAGE, intent));
    await local.fetched();
    const error = await failureOf(publish(connection, MESSAGE, intent));
    expect([error.reason, error.message]).toEqual([
      'refused',
      expect.stringContaining('FAILED_DOWNLOADING_VIDEO'),
    ]);
    isThere = true;
    await publishPatiently({ connection, local, clock }, MESSAGE, intent);
    expect(local.posts().map(({ video }) => video?.hash)).toEqual([FILM.hash]);
  });

  it('that breaks off while it is fetched is never shown', async () => {
    const broken = served({
      ...video(900_000, 1),
      async *pieces() {
        for await (const piece of FILM.pieces(0, 65_536)) {
          yield piece;
          throw new Error('not the bytes that were taken in');
        }
      },
    });
    const connection = connect();
    const intent = intentAt(clock.now());
    await failureOf(publish(connection, { ...MESSAGE, video: broken }, intent));
    await local.fetched();
    expect((await failureOf(publish(connection, { ...MESSAGE, video: broken }, intent))).reason).toBe(
      'refused',
    );
    expect(local.posts()).toEqual([]);
  });

  it('is checked before the approval', async () => {
    const limits = await connect().limits();
    const idsOf = (more: object, connection = connect()) => {
      const message = { ...MESSAGE, video: { ...FILM, ...more } };
      const own = connection.preflight?.(message) ?? [];
      return [...preflight(network, limits, message), ...own].map(({ id }) => id);
    };
    expect(idsOf({})).toEqual([]);
    expect(idsOf({ duration: 5 * 60_000 + 1 })).toEqual(['threads.video.max_length']);
    expect(idsOf({ size: 1_000_000_001 })).toEqual(['threads.video.max_bytes']);
    const far = network.account.parse({ access_token: 'x' });
    const hidden = network.connect(far, {
      ...outside(),
      publicMedia: { ...publicPictures, isPublic: false },
    });
    expect(idsOf({}, hidden)).toEqual(['threads.media.no_public_address']);
  });
});
