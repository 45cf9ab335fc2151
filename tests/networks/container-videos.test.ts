/** Videos on the networks that fetch them from signed addresses and publish by a container. */
import { LocalInstagram } from '@bellwether/local-networks/instagram/index.ts';
import type { LocalContainers } from '@bellwether/local-networks/meta/local-containers.ts';
import { LocalThreads } from '@bellwether/local-networks/threads/index.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../src/kit/clock.ts';
import { network as instagram } from '../../src/networks/instagram/index.ts';
import type { Connection } from '../../src/networks/network.ts';
import { preflight } from '../../src/networks/preflight.ts';
import { network as threads } from '../../src/networks/threads/index.ts';
import { failureOf } from '../contract/networks.calls.ts';
import { FILM, MESSAGE, publish, publishPatiently } from './servers/films.ts';
import * as instagramExample from './servers/instagram.ts';
import { intentAt, outside, picture } from './servers/outside.ts';
import { publicPictures, served } from './servers/public-pictures.ts';
import * as threadsExample from './servers/threads.ts';
import { video } from './servers/video.ts';

const MINUTE = 60_000;
const CASES = [
  {
    ...{ name: 'Instagram', network: instagram, user: instagramExample.USER, app: instagramExample.APP },
    start: (clock: MovableClock): LocalContainers =>
      new LocalInstagram({ clock, users: [instagramExample.USER], apps: [instagramExample.APP] }),
    failure: '2207082',
    limits: [
      [{ duration: 15 * MINUTE + 1 }, { duration: 2_000 }, { size: 300_000_001 }],
      ['instagram.video.max_length', 'instagram.video.min_length', 'instagram.video.max_bytes'],
    ],
  },
  {
    ...{ name: 'Threads', network: threads, user: threadsExample.USER, app: threadsExample.APP },
    start: (clock: MovableClock): LocalContainers =>
      new LocalThreads({ clock, users: [threadsExample.USER], apps: [threadsExample.APP] }),
    failure: 'FAILED_DOWNLOADING_VIDEO',
    limits: [
      [{ duration: 5 * MINUTE + 1 }, { size: 1_000_000_001 }],
      ['threads.video.max_length', 'threads.video.max_bytes'],
    ],
  },
] satisfies { limits: [object[], string[]]; [key: string]: unknown }[];

describe.each(CASES)('a video on $name', ({ network, start, user, app, failure, limits: [beyond, ids] }) => {
  let clock: MovableClock;
  let local: LocalContainers;

  beforeEach(async () => {
    clock = new MovableClock();
    local = start(clock);
    await local.start();
  });
  afterEach(() => local.stop());

  function connect(publicMedia = publicPictures): Connection {
    const access_token = local.tokens.issue(user.id, app.scopes);
    const settings = network.account.parse({ access_token, api_url: local.url });
    return network.connect(settings, { ...outside(), clock, publicMedia });
  }

  it('is fetched, waited for, and shown as it was given (fbsamples/threads_api#70)', async () => {
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
    expect([error.reason, error.message]).toEqual(['refused', expect.stringContaining(failure)]);
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
    expect(beyond.flatMap((more) => idsOf(more))).toEqual(ids);
    const far = network.account.parse({ access_token: 'x' });
    const hidden = network.connect(far, {
      ...outside(),
      publicMedia: { ...publicPictures, isPublic: false },
    });
    expect(idsOf({}, hidden)).toEqual([`${network.name}.media.no_public_address`]);
  });
});
