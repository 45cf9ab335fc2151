/** Videos on Reddit: given with their cover to a bucket, and found again, since no answer says which post they became. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import type { Connection, Image, Intent, Message, Video } from '../../../src/networks/network.ts';
import { preflight } from '../../../src/networks/preflight.ts';
import { network } from '../../../src/networks/reddit/index.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { intentAt, outside, picture } from '../servers/outside.ts';
import { startReddit } from '../servers/reddit.ts';
import { video } from '../servers/video.ts';

const MINUTE = 60_000;
const FILM = video(900_000);
const STILL = picture('', 3);
const MESSAGE: Message & { video: Video; cover: Image } = {
  ...{ text: '', images: [], video: FILM, cover: STILL },
  fields: { community: 'kites', title: 'A kite' },
};
const SHOWN = { hash: FILM.hash, poster: createHash('sha256').update(STILL.bytes).digest('hex') };

let clock: MovableClock;
let far: Awaited<ReturnType<typeof startReddit>>;

beforeEach(() => restart());
afterEach(() => far.stop());

async function restart(ways: Parameters<typeof startReddit>[1] = {}): Promise<void> {
  await far?.stop();
  clock = new MovableClock();
  far = await startReddit(clock, ways);
}

function connect(): Connection {
  return network.connect(network.account.parse(far.account), { ...outside(), clock });
}

/** Marks are kept with the intent, as the store does. */
function publish(intent: Intent = intentAt(clock.now()), message: Message = MESSAGE) {
  return connect().publish(message, intent, async (marks) => {
    Object.assign(intent.marks, marks);
  });
}

const look = (intent: Intent) => connect().find?.(MESSAGE, intent) ?? Promise.resolve(undefined);
const shown = () => far.reddit.posts().map(({ video: film }) => film);

describe('a video', () => {
  it('is shown as it was given, with its cover, once', async () => {
    const published = await publish();
    expect(shown()).toMatchObject([SHOWN]);
    expect(published).toMatchObject({ id: `t3_${far.reddit.posts()[0]?.id}` });
    expect(published.url).toContain('/r/kites/comments/');
    expect(await connect().read?.(published, { text: '', pictures: 0, video: { alt: '' } })).toEqual({
      fields: { title: 'A kite' },
    });
  });

  it('that Reddit works on is found when it is there, and nothing is sent a second time', async () => {
    await restart({ processing: 3 * MINUTE });
    const intent = intentAt(clock.now());
    expect((await failureOf(publish(intent))).reason).toBe('lost');
    const waiting = await failureOf(look(intent));
    expect([waiting.reason, waiting.processingSince]).toEqual([
      'processing',
      Number(intent.marks.video_handed_at),
    ]);
    clock.moveTo(clock.now() + 3 * MINUTE);
    expect((await look(intent))?.id).toBe(`t3_${far.reddit.posts()[0]?.id}`);
    expect([far.reddit.taken, far.reddit.leases]).toEqual([1, 2]);
  });

  it.each(['before', 'after'] as const)(
    'whose submission was cut off %s it took effect is looked for, and never sent again by itself',
    async (loseAnswer) => {
      const intent = intentAt(clock.now());
      far.reddit.faults.next('submit', { loseAnswer });
      expect((await failureOf(publish(intent))).reason).toBe('lost');
      const found = await look(intent).catch((error: Error) => error);
      if (loseAnswer === 'after') expect(found).toMatchObject({ id: expect.stringMatching(/^t3_/) });
      else expect(found).toMatchObject({ reason: 'processing' });
    },
  );

  it('of which Reddit makes nothing is never said to have surely failed: a person is asked', async () => {
    await restart({ makesNothingOfVideos: true });
    const intent = intentAt(clock.now());
    await failureOf(publish(intent));
    clock.moveTo(clock.now() + 61 * MINUTE);
    const error = await failureOf(look(intent));
    expect([error.reason, error.processingSince, error.remedy]).toEqual([
      'processing',
      Number(intent.marks.video_handed_at),
      'Look at the account on Reddit.',
    ]);
  });

  it('is not taken for another one with the same title, nor for a post with a text', async () => {
    const first = await publish();
    await connect().publish(
      { text: 'It flies', images: [], fields: MESSAGE.fields ?? {} },
      intentAt(),
      async () => {},
    );
    const intent = intentAt(clock.now());
    await failureOf(publish(intent));
    const found = await connect().find?.(MESSAGE, intent, async (id) => id === first.id);
    expect(found?.id).not.toBe(first.id);
    expect(shown()).toMatchObject([SHOWN, {}, SHOWN].map((one) => (one === SHOWN ? one : undefined)));
  });
});

describe('what is given before the post', () => {
  it.each(['bucket picture', 'bucket video'])(
    'and was cut off on its way (%s) goes on from there',
    async (call) => {
      const intent = intentAt(clock.now());
      far.reddit.faults.next(call, { loseAnswer: 'before' });
      expect((await failureOf(publish(intent))).reason).toBe('unreachable');
      expect(await look(intent)).toBeUndefined();
      await publish(intent);
      expect([shown(), far.reddit.taken, far.reddit.leases]).toMatchObject([[SHOWN], 1, 3]);
    },
  );

  it('and that the bucket refuses is no fault of the account', async () => {
    const intent = intentAt(clock.now());
    const reasons: string[] = [];
    for (let times = 0; times < 3; times += 1) {
      far.reddit.faults.next('bucket video', { refusal: { status: 403, body: {} } });
      reasons.push((await failureOf(publish(intent))).reason);
    }
    expect(reasons).toEqual(['unreachable', 'unreachable', 'refused']);
  });

  it.each([401, 403])('goes with the token: a %i of the lease is told of the account', async (status) => {
    const intent = intentAt(clock.now());
    far.reddit.faults.next('asset', {
      refusal: { status, body: { message: 'Unauthorized', error: status } },
    });
    expect((await failureOf(publish(intent))).reason).toBe('unauthorized');
    expect(far.reddit.leases).toBe(0);
  });

  it('and became no post, as a person saw, is given anew: of the same nothing might come again', async () => {
    await restart({ makesNothingOfVideos: true });
    const intent = intentAt(clock.now());
    await failureOf(publish(intent));
    const { video: first, cover: still } = intent.marks;
    expect((await failureOf(publish(intent))).reason).toBe('lost');
    expect([far.reddit.leases, far.reddit.taken]).toEqual([4, 2]);
    expect([intent.marks.video, intent.marks.cover]).not.toEqual([first, still]);
  });

  it('is read as it is sent, and never whole', async () => {
    const asked: number[] = [];
    const film: Video = {
      ...FILM,
      pieces: (from, most) => {
        asked.push(most);
        return FILM.pieces(from, most);
      },
    };
    await publish(intentAt(clock.now()), { ...MESSAGE, video: film });
    expect(shown()).toMatchObject([SHOWN]);
    expect(Math.max(...asked)).toBeLessThan(FILM.size / 2);
  });
});

describe('a post that Reddit refuses', () => {
  it('surely is not out, and waits no hour', async () => {
    const intent = intentAt(clock.now());
    const body = { json: { errors: [['QUOTA_FILLED', 'You have posted enough.', 'ratelimit']] } };
    far.reddit.faults.next('submit', { refusal: { status: 200, body } });
    expect((await failureOf(publish(intent))).reason).toBe('refused');
    expect(await look(intent)).toBeUndefined();
  });

  it.each([{}, { drafts_count: 0, websocket_url: null }])(
    'beside data that names no post is not out: %o',
    async (data) => {
      const intent = intentAt(clock.now());
      const body = { json: { errors: [['NO_VIDEOS', 'No videos here.', 'sr']], data } };
      far.reddit.faults.next('submit', { refusal: { status: 200, body } });
      expect((await failureOf(publish(intent))).reason).toBe('refused');
      expect(await look(intent)).toBeUndefined();
    },
  );

  it('beside data is out all the same', async () => {
    const intent = intentAt(clock.now());
    const data = { websocket_url: 'wss://wss.redditmedia.com/x' };
    const body = { json: { errors: [['RATELIMIT', 'Take a break for 9 minutes.', 'ratelimit']], data } };
    far.reddit.faults.next('submit', { refusal: { status: 200, body } });
    expect((await failureOf(publish(intent))).reason).toBe('lost');
    expect((await failureOf(look(intent))).reason).toBe('processing');
  });
});

describe('before the approval', () => {
  const ids = async (message: Message, editing = false) => {
    const [connection, limits] = [connect(), await connect().limits()];
    const own = connection.preflight?.(message, editing) ?? [];
    return [...preflight(network, limits, message), ...own].map(({ level, id }) => `${level} ${id}`);
  };
  const { cover: _, ...alone } = MESSAGE;

  it('a video without a cover is refused, with the remedy', async () => {
    const [found] = preflight(network, await connect().limits(), alone);
    expect([found?.id, found?.level, found?.remedy]).toEqual([
      ...['reddit.cover.missing', 'error', 'Attach one picture, it becomes the cover.'],
    ]);
    expect((await failureOf(publish(intentAt(), alone))).reason).toBe('refused');
    expect(await ids(MESSAGE)).toEqual([]);
  });

  it('it is told that a link goes with none, that the text may be left out, and that it stays', async () => {
    const link = { ...MESSAGE, fields: { ...MESSAGE.fields, link: 'https://acme.example/' } };
    expect(await ids(link)).toEqual(['error reddit.link.beside_video']);
    expect(await ids({ ...MESSAGE, text: 'It flies' })).toEqual(['warning reddit.video.text']);
    expect(await ids({ ...MESSAGE, text: 'It flies' }, true)).toEqual(['error reddit.link.no_edit']);
  });

  it('a community that takes no videos is told, and one of links takes them', async () => {
    const asked = async (community: string) => {
      const fields = { ...MESSAGE.fields, community, flair: 'one' };
      return (await connect().requirements?.({ ...MESSAGE, fields }))?.map(({ id }) => id);
    };
    expect(await asked('strict')).toEqual(['reddit.community.video.not_taken']);
    expect(await asked('links')).toEqual([]);
  });
});
