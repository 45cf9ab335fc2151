import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, type Message, NetworkError } from '../../../src/networks/network.ts';
import { withPermission } from '../../../src/networks/permission.ts';
import { preflight } from '../../../src/networks/preflight.ts';
import { network } from '../../../src/networks/telegram/index.ts';
import { sendingOf } from '../../../src/networks/telegram/message.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { intentAt, outside, picture } from '../servers/outside.ts';
import { CHANNEL, GROUP, startTelegram } from '../servers/telegram.ts';
import { breakingOff, video } from '../servers/video.ts';

const FILM = { ...video(900_000), duration: 61_600 };
const MESSAGE: Message = { text: 'Look up', images: [], video: FILM };
let far: Awaited<ReturnType<typeof startTelegram>>;

beforeEach(async () => {
  far = await startTelegram();
});
afterEach(() => far.stop());

function connect(chat = '@acme_news'): Connection {
  return network.connect(network.account.parse({ ...far.account, chat }), outside());
}

function publish(message: Message = MESSAGE, connection = connect()) {
  return connection.publish(message, intentAt(), async () => {});
}

function shown() {
  return far.telegram.messages(CHANNEL).map(({ text, video: film }) => [
    text,
    createHash('sha256')
      .update(film?.bytes ?? '')
      .digest('hex'),
  ]);
}

describe('a video on Telegram', () => {
  it('stands above its caption as it was given, in its shape, and can be watched before all of it came', async () => {
    expect(await publish()).toEqual({ id: `${CHANNEL}/1`, url: 'https://t.me/acme_news/1' });
    expect(shown()).toEqual([['Look up', FILM.hash]]);
    expect(far.telegram.posts(CHANNEL)[0]?.video).toEqual({
      ...{ width: 320, height: 180, duration: 62, isSpoiler: false, isStreamed: true },
    });
  });

  it('stands behind its cover in the form, so that it alone may take its time', () => {
    const { files } = sendingOf(
      '@kites',
      { ...MESSAGE, cover: picture('', 5) },
      network.account.parse(far.account),
    );
    expect([...(files?.keys() ?? [])]).toEqual(['still', 'video']);
  });

  it('has the picture beside it as its cover, in the same message', async () => {
    const cover = picture('', 5);
    await publish({ ...MESSAGE, cover });
    const [message, ...others] = far.telegram.messages(CHANNEL);
    expect([message?.photo, others]).toEqual([undefined, []]);
    expect(Buffer.from(message?.video?.cover?.bytes ?? []).equals(cover.bytes)).toBe(true);
    expect(shown()).toEqual([['Look up', FILM.hash]]);
  });

  it('needs no text, and is hidden where it is marked as sensitive', async () => {
    await publish({ ...MESSAGE, text: ' ', presentation: { sensitive: true } });
    expect(far.telegram.posts(CHANNEL)).toMatchObject([{ text: '', video: { isSpoiler: true } }]);
  });

  it('has its caption corrected in place, and is deleted', async () => {
    const published = await publish();
    await connect().edit?.(published, { ...MESSAGE, text: 'Look down' });
    expect(shown()).toEqual([['Look down', FILM.hash]]);
    await connect().remove(published);
    expect(shown()).toEqual([]);
  });

  it.each(['cut after', 'broken after'] as const)(
    'whose answer is %s is lost, and is out once',
    async (failure) => {
      far.fail(failure);
      expect((await failureOf(publish())).reason).toBe('lost');
      expect(shown()).toEqual([['Look up', FILM.hash]]);
    },
  );

  it('that was swapped under way is not out, and what happened is told as it is', async () => {
    const swapped = new NetworkError('refused', 'The video was changed.');
    const broken = breakingOff(FILM, 500_000, swapped);
    expect(await failureOf(publish({ ...MESSAGE, video: broken }))).toBe(swapped);
    expect(shown()).toEqual([]);
  });

  it('is out only with the last leave to send, which is asked for anew with each piece', async () => {
    let isOut = false;
    for (let leaves = 0; !isOut; leaves += 1) {
      let asked = 0;
      const check = () => {
        asked += 1;
        if (asked > leaves) throw new NetworkError('unreachable', 'No more.');
      };
      const ended = await withPermission(check, () => publish()).then(
        () => 'out',
        ({ reason }) => reason,
      );
      isOut = ended === 'out';
      expect(far.telegram.messages(CHANNEL).length, `after ${leaves} leaves`).toBe(isOut ? 1 : 0);
      if (isOut) expect(asked).toBeGreaterThan(FILM.size / (256 * 1024));
    }
  });

  it('is refused with the remedy in a group where the bot may not send any', async () => {
    const membership = { status: 'restricted', can_send_messages: true, can_send_photos: true } as const;
    far.telegram.setMembership(GROUP, { ...membership, can_send_videos: false });
    const error = await failureOf(publish(MESSAGE, connect(String(GROUP))));
    expect([error.reason, error.remedy]).toEqual(['unauthorized', expect.stringContaining('videos')]);
  });
});

describe('before the approval', () => {
  const idsOf = async (more: object, message: object = {}) => {
    const given = { ...MESSAGE, ...message, video: { ...FILM, ...more } };
    const found = [
      ...preflight(network, await connect().limits(), given),
      ...(connect().preflight?.(given) ?? []),
    ];
    return found.map(({ id }) => id);
  };

  it('what Telegram takes of a video is told', async () => {
    expect(await idsOf({})).toEqual([]);
    expect(await idsOf({ size: 50_000_001 })).toEqual(['telegram.video.max_bytes']);
    expect(await idsOf({ alt: 'A kite' })).toEqual(['telegram.video.alt_unsupported']);
    expect(await idsOf({}, { text: 'x'.repeat(1_025) })).toEqual(['telegram.text.max_with_images']);
  });
});
