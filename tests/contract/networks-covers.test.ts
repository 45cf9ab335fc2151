/** One suite over every network that takes videos: the picture that is a video's cover is shown as no picture of the post. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Connection,
  type Intent,
  type Message,
  type Network,
  NetworkError,
  type Published,
} from '../../src/networks/network.ts';
import { preflight } from '../../src/networks/preflight.ts';
import type { FarSide } from '../networks/servers/far-side.ts';
import { outside, picture } from '../networks/servers/outside.ts';
import { served } from '../networks/servers/public-pictures.ts';
import { video } from '../networks/servers/video.ts';
import { found, intentFor, publish, wholeOf } from './networks.calls.ts';
import { fixtures } from './networks.fixtures.ts';

describe.each(fixtures)('$network', (fixture) => {
  const network: Network = found(fixture.network);
  let far: FarSide;

  beforeEach(async () => {
    far = await fixture.start();
  });
  afterEach(() => far.stop());

  const connect = () => network.connect(network.account.parse(far.account), outside());

  it('shows the cover of a video as no picture of the post, or takes no video', async () => {
    const connection = connect();
    const limits = await connection.limits();
    const film = served({ ...video(), duration: 8_000 });
    const whole = wholeOf(fixture, { text: 'Look up', images: [], video: film });
    const message: Message = { ...whole, images: [], video: film, cover: picture('', 7) };
    const ids = preflight(network, limits, message).map(({ level, id }) => `${level} ${id}`);
    if (!limits.video) return expect(ids).toContain(`error ${network.name}.video.unsupported`);
    expect(ids).toEqual(limits.video.cover ? [] : [`warning ${network.name}.cover.unsupported`]);
    if (fixture.videosGoElsewhere) return;
    const published = await patiently(connection, message, intentFor(connection));
    expect(published.id).not.toBe('');
    // Videos stand among the posts of most, and elsewhere at some.
    const live = far.live();
    expect(live.length).toBeLessThanOrEqual(1);
    const cover = message.cover?.bytes.length;
    expect(live.flatMap(({ images }) => images).filter(({ bytes }) => bytes === cover)).toEqual([]);
  });

  /** As the deliverer does: gone on with while the network works on it, looked for where it shows it by itself. */
  async function patiently(connection: Connection, message: Message, intent: Intent): Promise<Published> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await publish(connection, message, intent);
      } catch (error) {
        if (tries > 20 || !(error instanceof NetworkError)) throw error;
        const there = error.reason === 'lost' ? await connection.find?.(message, intent) : undefined;
        if (there) return there;
        if (error.reason !== 'processing' && error.reason !== 'lost') throw error;
      }
    }
  }
});
