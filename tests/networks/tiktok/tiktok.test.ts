import { describe, expect, it } from 'vitest';
import { driftOf, isGone } from '../../../src/networks/live.ts';
import { network } from '../../../src/networks/tiktok/index.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { intentAt, outside } from '../servers/outside.ts';
import { publicPictures } from '../servers/public-pictures.ts';
import { ACME } from '../servers/tiktok.ts';
import { video } from '../servers/video.ts';
import {
  album,
  begun,
  clock,
  connect,
  far,
  film,
  HOUR,
  LARGE,
  MIB,
  MINUTE,
  posts,
  publish,
  publishOn,
  restart,
  slowed,
  tell,
  useTikTok,
} from './rig.ts';

useTikTok();

/** TikTok lists nothing of what is asked for. */
const UNLISTED = {
  refusal: {
    status: 200,
    body: { data: { videos: [] }, error: { code: 'ok', message: '', log_id: '1' } },
  },
};

describe('a video', () => {
  it('has its caption, who sees it, and what was declared of it', async () => {
    const message = film({
      fields: { no_comments: 'yes', no_duets: 'yes', promotes: 'both', synthetic: 'yes', cover: '1.5' },
    });
    const { id, url } = await publish(message);
    expect(url).toBe(`https://www.tiktok.com/@acme/video/${id}`);
    expect(posts()).toMatchObject([
      {
        ...{ post: id, kind: 'video', title: 'Two of them', privacy: 'PUBLIC_TO_EVERYONE' },
        ...{ size: message.video.size, hash: message.video.hash },
      },
    ]);
    expect(posts()[0]?.switches).toEqual({
      ...{ disable_comment: true, disable_duet: true, disable_stitch: false, is_aigc: true },
      ...{ brand_organic_toggle: true, brand_content_toggle: true, video_cover_timestamp_ms: 1_500 },
    });
  });

  it('keeps off what the account has off', async () => {
    far.tiktok.change(ACME, { off: ['comment', 'stitch'] });
    await publish(film());
    expect(posts()[0]?.switches).toMatchObject({
      ...{ disable_comment: true, disable_duet: false, disable_stitch: true },
    });
  });

  it.each([5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 10 * MIB, LARGE])(
    'of %i bytes comes whole, in chunks that TikTok takes',
    async (size) => {
      const message = film({}, video(size));
      await publish(message);
      expect(posts()).toMatchObject([{ hash: message.video.hash }]);
      expect(begun()).toHaveLength(1);
    },
  );

  it('that breaks off goes on from what TikTok has, under the same publish_id', async () => {
    const message = film({}, video(LARGE));
    const intent = intentAt(clock.now());
    far.tiktok.faults.next('chunk.last', { breakAfter: MIB });
    expect((await failureOf(publish(message, intent))).reason).toBe('lost');
    expect(begun()[0]?.received).toBe(5 * MIB);
    // It has not all of it, so that it is surely not out.
    expect(await connect().find?.(message, intent)).toBeUndefined();
    await publish(message, intent);
    expect(posts()).toMatchObject([{ hash: message.video.hash }]);
    expect(begun()).toHaveLength(1);
  });

  it('says how far it is, and lets others look at the delivery, after a while', async () => {
    const message = film({}, video(LARGE));
    const intent = intentAt(clock.now());
    const error = await failureOf(publish({ ...message, video: slowed(message.video) }, intent));
    expect([error.reason, error.message, error.retryAfter]).toEqual([
      ...['processing', 'TikTok has 38 % of the video.', 1_000],
    ]);
    expect(posts()).toEqual([]);
    await publish(message, intent);
    expect(posts()).toMatchObject([{ hash: message.video.hash }]);
  });

  it('whose hour is over amid its chunks is begun anew', async () => {
    const message = film({}, video(LARGE));
    const intent = intentAt(clock.now());
    far.tiktok.faults.next('chunk', { loseAnswer: 'after' });
    expect((await failureOf(publish(message, intent))).reason).toBe('unreachable');
    far.tiktok.endUploads();
    const error = await failureOf(publish(message, intent));
    expect([error.reason, error.message]).toEqual([
      'unreachable',
      'TikTok: the hour in which it takes the video is over.',
    ]);
    await publish(message, intent);
    expect(posts()).toMatchObject([{ hash: message.video.hash }]);
    expect(begun()).toHaveLength(2);
  });

  it('whose bytes are not those that were approved never goes out', async () => {
    const refused = new Error('changed');
    const broken = {
      ...video(LARGE),
      async *pieces(from: number, most: number) {
        let given = from;
        for await (const piece of video(LARGE).pieces(from, most)) {
          given += piece.byteLength;
          if (given === LARGE) throw refused;
          yield piece;
        }
      },
    };
    await expect(publish(film({}, broken))).rejects.toBe(refused);
    expect(posts()).toEqual([]);
    expect(begun()).toMatchObject([{ received: 5 * MIB }]);
  });

  it('may be live from its last byte on, is looked for, and is sent when TikTok says so', async () => {
    await restart({ processingTakes: 2 * MINUTE });
    const intent = intentAt(clock.now());
    const error = await failureOf(publish(film(), intent));
    expect([error.reason, error.message, error.retryAfter]).toEqual([
      'lost',
      'TikTok has all of it, works on it, and publishes it by itself.',
      5_000,
    ]);
    const since = Number(intent.marks.handed_at);
    clock.moveTo(since + MINUTE);
    const looked = await failureOf(connect().find?.(film(), intent) ?? Promise.resolve());
    expect([looked.reason, looked.processingSince]).toEqual(['processing', since]);
    clock.moveTo(since + 3 * MINUTE);
    expect(await connect().find?.(film(), intent)).toEqual({
      ...{ id: posts()[0]?.post, url: `https://www.tiktok.com/@acme/video/${posts()[0]?.post}` },
    });
  });

  describe('of whose bytes TikTok tells nothing', () => {
    it('is asked for, and never begun a second time, once its last chunk was taken', async () => {
      await restart({ withoutBytes: true, processingTakes: HOUR });
      const intent = intentAt(clock.now());
      expect((await failureOf(publish(film(), intent))).reason).toBe('lost');
      const since = Number(intent.marks.handed_at);
      for (let tries = 0; tries < 3; tries += 1) {
        const looked = await failureOf(connect().find?.(film(), intent) ?? Promise.resolve());
        expect([looked.reason, looked.processingSince]).toEqual(['processing', since]);
        expect((await failureOf(publish(film(), intent))).reason).toBe('lost');
        clock.moveTo(clock.now() + 25 * MINUTE);
      }
      expect(await connect().find?.(film(), intent)).toMatchObject({ id: posts()[0]?.post });
      expect(begun()).toHaveLength(1);
    });

    it('is neither where the answer to the last chunk was lost', async () => {
      await restart({ withoutBytes: true, processingTakes: 2 * HOUR });
      const message = film({}, video(LARGE));
      const intent = intentAt(clock.now());
      far.tiktok.faults.next('chunk.last', { loseAnswer: 'after' });
      expect((await failureOf(publish(message, intent))).reason).toBe('lost');
      clock.moveTo(clock.now() + HOUR);
      const looked = await failureOf(connect().find?.(message, intent) ?? Promise.resolve());
      expect(looked.reason).toBe('processing');
      await failureOf(publish(message, intent));
      expect(begun()).toHaveLength(1);
    });

    it('goes on from the chunk that was taken last', async () => {
      await restart({ withoutBytes: true });
      const message = film({}, video(3 * LARGE));
      const intent = intentAt(clock.now());
      for (let tries = 0; tries < 3; tries += 1) {
        const slow = { ...message, video: slowed(message.video) };
        expect((await failureOf(publish(slow, intent))).reason).toBe('processing');
      }
      expect(begun()).toMatchObject([{ received: 15 * MIB }]);
      await publish(message, intent);
      expect(posts()).toMatchObject([{ hash: message.video.hash }]);
      expect(begun()).toHaveLength(1);
    });

    it('is begun anew where an earlier chunk of it is refused: no post can become of it', async () => {
      await restart({ withoutBytes: true });
      const message = film({}, video(LARGE));
      const intent = intentAt(clock.now());
      far.tiktok.faults.next('chunk', { loseAnswer: 'after' });
      await failureOf(publish(message, intent));
      expect((await failureOf(publish(message, intent))).reason).toBe('unreachable');
      await publish(message, intent);
      expect(posts()).toMatchObject([{ hash: message.video.hash }]);
    });
  });

  it('that TikTok has is not sent again where its count lags behind', async () => {
    await restart({ processingTakes: HOUR });
    const intent = intentAt(clock.now());
    await failureOf(publish(film(), intent));
    const lagging = { status: 'PROCESSING_UPLOAD', uploaded_bytes: 0 };
    tell(lagging);
    const looked = await failureOf(connect().find?.(film(), intent) ?? Promise.resolve());
    expect(looked.reason).toBe('processing');
    tell(lagging);
    expect((await failureOf(publish(film(), intent))).reason).toBe('lost');
    expect(begun()).toHaveLength(1);
  });

  it('whose count lags behind after a lost answer is not begun anew while its address is used up', async () => {
    await restart({ processingTakes: 2 * HOUR });
    const intent = intentAt(clock.now());
    far.tiktok.faults.next('chunk.last', { loseAnswer: 'after' });
    await failureOf(publish(film(), intent));
    for (let tries = 0; tries < 3; tries += 1) {
      tell({ status: 'PROCESSING_UPLOAD', uploaded_bytes: 0 });
      expect((await failureOf(publish(film(), intent))).reason).toBe('unreachable');
    }
    expect((await failureOf(publish(film(), intent))).reason).toBe('lost');
    expect(begun()).toHaveLength(1);
  });

  it('of which the same chunk is sent again and again counts as stuck since the first time', async () => {
    const message = film({}, video(LARGE));
    const intent = intentAt(clock.now());
    const slow = { ...message, video: slowed(message.video) };
    const first = await failureOf(publish(slow, intent));
    far.tiktok.forgetChunks();
    const again = await failureOf(publish(slow, intent));
    expect([again.reason, again.retryAfter]).toEqual(['processing', undefined]);
    expect(again.processingSince).toBe(first.processingSince);
  });

  it('that TikTok has not looked at yet leads to the account, and is read and counted by its id from then on', async () => {
    await restart({ moderationTakes: HOUR });
    const published = await publish(film());
    const [post] = posts();
    expect(published).toEqual({ id: post?.id, url: 'https://www.tiktok.com/@acme' });
    const read = () => connect().read?.(published, { text: 'Two of them', pictures: 0 });
    expect(await read()).toEqual({});
    expect(await connect().metrics?.([published])).toEqual(new Map());
    clock.moveTo(clock.now() + HOUR);
    far.tiktok.engage(post?.id ?? '', { likes: 2 });
    expect(await read()).toEqual({ text: 'Two of them' });
    expect(await connect().metrics?.([published])).toEqual(
      new Map([[published.id, { likes: 2, replies: 0, reposts: 0 }]]),
    );
  });

  it.each([
    ['duration_check_failed', 'Cut the video'],
    ['spam_risk_text', 'spam'],
    ['something_new', 'Look into the TikTok app'],
  ])('of which TikTok makes nothing (%s) is told so, and is begun anew by Retry', async (reason, remedy) => {
    await restart({ processingTakes: MINUTE });
    const intent = intentAt(clock.now());
    await failureOf(publish(film(), intent));
    far.tiktok.judge(begun()[0]?.id ?? '', reason);
    expect(await connect().find?.(film(), intent)).toBeUndefined();
    const error = await failureOf(publish(film(), intent));
    expect([error.reason, error.message]).toEqual(['refused', expect.stringContaining(`(${reason})`)]);
    expect(error.remedy).toContain(remedy);
    await publishOn(film(), intent);
    expect(posts()).toHaveLength(1);
    expect(begun()).toHaveLength(2);
  });

  it('is not begun where the account offers less than was approved, or is shorter', async () => {
    far.tiktok.change(ACME, { isPrivate: true });
    const error = await failureOf(publish(film()));
    expect([error.reason, error.message, error.remedy]).toEqual([
      'refused',
      'TikTok does not offer "Public" to the account now.',
      'Choose anew who sees it (Fields): there is Followers, Friends, Only me.',
    ]);
    far.tiktok.change(ACME, { isPrivate: false, longest: 1 });
    expect((await failureOf(publish(film()))).message).toContain('up to 1 s');
    expect(begun()).toEqual([]);
  });
});

describe('pictures', () => {
  it('go out in their order, as JPEGs, with a title, a description and a cover', async () => {
    const { id, url } = await publish(album({ fields: { title: 'Kites', cover: '2' } }));
    expect(url).toBe(`https://www.tiktok.com/@acme/photo/${id}`);
    expect(posts()).toMatchObject([
      { kind: 'photo', title: 'Kites', description: 'Two of them', switches: { photo_cover_index: 1 } },
    ]);
    expect(posts()[0]?.photos.map(({ type }) => type)).toEqual(['image/jpeg', 'image/jpeg']);
  });

  it('whose answer was lost are found in the list, and are not asked for again', async () => {
    const intent = intentAt(clock.now());
    far.tiktok.faults.next('content.init', { loseAnswer: 'after' });
    expect((await failureOf(publish(album(), intent))).reason).toBe('lost');
    const found = await connect().find?.(album(), intent);
    expect(found).toEqual({
      ...{ id: posts()[0]?.post, url: `https://www.tiktok.com/@acme/photo/${posts()[0]?.post}` },
    });
    expect(begun()).toHaveLength(1);
  });

  it('are not taken for others with the same words', async () => {
    const other = await publish(album());
    const intent = intentAt(clock.now());
    far.tiktok.faults.next('content.init', { loseAnswer: 'after' });
    await failureOf(publish(album(), intent));
    const found = await connect().find?.(album(), intent, async (id) => id === other.id);
    expect(found?.id).toBe(posts()[1]?.post);
  });

  it('that are not listed are looked for a while, and then a person is asked: a list says nothing of them', async () => {
    const intent = intentAt(clock.now());
    far.tiktok.faults.next('content.init', { loseAnswer: 'before' });
    await failureOf(publish(album(), intent));
    const look = () => failureOf(connect().find?.(album(), intent) ?? Promise.resolve());
    const early = await look();
    expect([early.reason, early.retryAfter]).toEqual(['unreachable', MINUTE]);
    clock.moveTo(clock.now() + 10 * MINUTE);
    const late = await look();
    expect([late.reason, late.remedy]).toEqual(['refused', expect.stringContaining('Look at the account')]);
  });

  it('of which the answer was lost are never taken for a video, nor for others without a word', async () => {
    const bare = () => album({ text: '' });
    const intent = intentAt(clock.now());
    far.tiktok.faults.next('content.init', { loseAnswer: 'before' });
    await failureOf(publish(bare(), intent));
    const look = () => failureOf(connect().find?.(bare(), intent) ?? Promise.resolve());
    await publish(film({ text: '' }));
    expect((await look()).reason).toBe('unreachable');
    await publish(bare());
    const near = await look();
    expect([near.reason, near.message]).toEqual(['refused', expect.stringContaining('nearly the same')]);
  });

  it('with a title and no text are found by it, and read as they were given', async () => {
    const titled = album({ text: '', fields: { title: 'Spring kites' } });
    const intent = intentAt(clock.now());
    far.tiktok.faults.next('content.init', { loseAnswer: 'after' });
    await failureOf(publish(titled, intent));
    const found = await connect().find?.(titled, intent);
    expect(found?.id).toBe(posts()[0]?.post);
    const given = { text: '', pictures: 2, fields: titled.fields ?? {} };
    const reading = await connect().read?.(found ?? { id: '' }, given);
    if (!reading || isGone(reading)) throw new Error('It is not there.');
    expect(driftOf(given, reading)).toEqual([]);
    expect(reading).toEqual({ text: '', fields: { title: 'Spring kites' } });
  });

  it('that are not told by their id are not said to be gone, in a reading or among counts', async () => {
    const published = await publish(album());
    far.tiktok.takeDown(posts()[0]?.id ?? '');
    expect(await connect().read?.(published, { text: 'Two of them', pictures: 2 })).toEqual({});
    expect(await connect().metrics?.([published])).toEqual(new Map());
  });

  it('that were told by their id once, and are not any more, are gone', async () => {
    const published = await publish(album());
    const given = { text: 'Two of them', pictures: 2 };
    expect(await connect().read?.(published, given)).toEqual({ text: 'Two of them' });
    far.tiktok.takeDown(posts()[0]?.id ?? '');
    expect(await connect().read?.(published, { ...given, wasShown: true })).toEqual({
      gone: 'TikTok does not show it to everybody any more',
    });
  });

  it('that had no id of a post when they went out are not said to be gone either', async () => {
    await restart({ moderationTakes: HOUR });
    const published = await publish(album());
    clock.moveTo(clock.now() + HOUR);
    far.tiktok.faults.next('video.query', UNLISTED);
    expect(await connect().read?.(published, { text: 'Two of them', pictures: 2 })).toEqual({});
    far.tiktok.faults.next('video.query', UNLISTED);
    expect(await connect().metrics?.([published])).toEqual(new Map());
  });

  it('for the account alone are never listed: a person is asked at once', async () => {
    const mine = album({ fields: { privacy: 'SELF_ONLY' } });
    const intent = intentAt(clock.now());
    far.tiktok.faults.next('content.init', { loseAnswer: 'after' });
    await failureOf(publish(mine, intent));
    const look = await failureOf(connect().find?.(mine, intent) ?? Promise.resolve());
    expect(look.reason).toBe('refused');
  });

  it('that TikTok cannot fetch are told so', async () => {
    const away = { ...publicPictures, addressOf: async () => 'http://127.0.0.1:1/none' };
    const account = network.account.parse(far.account);
    const connection = network.connect(account, { ...outside(), clock, publicMedia: away });
    const error = await failureOf(publish(album(), intentAt(clock.now()), connection));
    expect([error.reason, error.message]).toEqual(['refused', expect.stringContaining('photo_pull_failed')]);
    expect(error.remedy).toContain('BASE_URL');
  });
});

it('counts in turn what has no id of a post yet, so that those which never get one keep no other from it', async () => {
  const connection = connect();
  for (let count = 0; count < 10; count += 1)
    await publish(film({ fields: { privacy: 'SELF_ONLY' } }), intentAt(clock.now()), connection);
  const last = await publish(film());
  const ids = begun().map(({ id }) => ({ id }));
  expect(await connection.metrics?.(ids)).toEqual(new Map());
  const counts = await connection.metrics?.(ids);
  expect([...(counts?.keys() ?? [])]).toEqual([posts().find(({ post }) => post === last.id)?.id]);
});

it('asks for no counts of what is not for everybody, which never has any', async () => {
  const published = await publish(film({ fields: { privacy: 'SELF_ONLY' } }));
  far.tiktok.faults.next('status.fetch', { refusal: { status: 500, body: {} } });
  expect(await connect().metrics?.([published])).toEqual(new Map([[published.id, {}]]));
});

it('says of no post that it is deleted because it is shown to fewer: a person is to delete it', async () => {
  const published = await publish(film());
  far.tiktok.takeDown(posts()[0]?.id ?? '');
  const error = await failureOf(connect().remove(published));
  expect([error.reason, error.remedy]).toEqual(['refused', 'Delete it in the TikTok app.']);
});

it('asks for no public address where it is given the bytes: of a video', () => {
  const account = network.account.parse({ access_token: 'x' });
  const hidden = { ...outside(), publicMedia: { ...publicPictures, isPublic: false } };
  const idsOf = (message: Parameters<typeof publish>[0]) =>
    (network.connect(account, hidden).preflight?.(message) ?? []).map(({ id }) => id);
  expect(idsOf(film())).not.toContain('tiktok.media.no_public_address');
  expect(idsOf(album())).toContain('tiktok.media.no_public_address');
});
