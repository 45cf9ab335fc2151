/** The cover of a video: what YouTube takes of it, and what is told where it takes none. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import type { Intent, Message, Published } from '../../../src/networks/network.ts';
import { preflight } from '../../../src/networks/preflight.ts';
import { network } from '../../../src/networks/youtube/index.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { intentAt, keepIn, outside, picture } from '../servers/outside.ts';
import { video } from '../servers/video.ts';
import { ACME, refusal, startYouTube } from '../servers/youtube.ts';

const MINUTE = 60_000;
let clock: MovableClock;
let far: Awaited<ReturnType<typeof startYouTube>>;

beforeEach(async () => {
  clock = new MovableClock();
  far = await startYouTube(clock);
});
afterEach(() => far.stop());

const connect = () => network.connect(network.account.parse(far.account), { ...outside(), clock });
const message: Message & { cover: NonNullable<Message['cover']> } = {
  ...{ text: 'Two of them', images: [], video: video(), cover: picture('A kite') },
  fields: { title: 'Kites', privacy: 'public', made_for_kids: 'no' },
};
const hash = createHash('sha256').update(message.cover.bytes).digest('hex');

function publish(intent: Intent, given: Message = message): Promise<Published> {
  return connect().publish(given, intent, keepIn(intent));
}

const seen = () =>
  far.youtube
    .videos()
    .map(({ status, thumbnail }) => [status.privacyStatus, thumbnail?.hash === hash ? 'cover' : 'own frame']);

describe('a cover', () => {
  it('is there when the video is shown, and was set once', async () => {
    const published = await publish(intentAt(clock.now()));
    expect([seen(), far.youtube.thumbnailsSet, published.shortfall]).toEqual([
      [['public', 'cover']],
      1,
      undefined,
    ]);
  });

  it('is asked of nobody where the post has none', async () => {
    const { cover: _, ...alone } = message;
    await publish(intentAt(clock.now()), alone);
    expect([seen(), far.youtube.thumbnailsSet]).toEqual([[['public', 'own frame']], 0]);
  });

  it('is seen by nobody before the video is: that is shown by the step behind it', async () => {
    far.youtube.faults.next('videos.update', { loseAnswer: 'before' });
    await failureOf(publish(intentAt(clock.now())));
    expect(seen()).toEqual([['private', 'cover']]);
  });

  it.each(['thumbnails.set', 'videos.update'])(
    'is there once after a kill around %s, and so is the video',
    async (call) => {
      for (const loseAnswer of ['before', 'after'] as const) {
        far.clear();
        const intent = intentAt(clock.now());
        far.youtube.faults.next(call, { loseAnswer });
        await failureOf(publish(intent));
        // Whoever goes on has nothing but the marks.
        const next = { ...intent, marks: { ...intent.marks } };
        const published = (await connect().find?.(message, next)) ?? (await publish(next));
        expect(published.shortfall).toBeUndefined();
        expect(seen()).toEqual([['public', 'cover']]);
      }
    },
  );

  it('is set on the video that is put up anew where YouTube makes nothing of the first', async () => {
    await far.stop();
    far = await startYouTube(clock, { processingTakes: MINUTE });
    const intent = intentAt(clock.now());
    await failureOf(publish(intent));
    clock.moveTo(clock.now() + 2 * MINUTE);
    far.youtube.faults.next('videos.update', refusal(400, 'invalidVideoMetadata', 'Not this one.'));
    await failureOf(publish(intent));
    far.youtube.judge(far.youtube.videos()[0]?.id ?? '', { uploadStatus: 'failed', reason: 'codec' });
    await failureOf(publish(intent));
    await failureOf(publish(intent));
    clock.moveTo(clock.now() + 2 * MINUTE);
    await publish(intent);
    expect(seen()).toEqual([
      ['private', 'cover'],
      ['public', 'cover'],
    ]);
  });

  it('is said before the approval to be for verified channels alone, and not of a correction', () => {
    const { cover: _, ...alone } = message;
    const ids = (given: Message, editing = false) =>
      connect()
        .preflight?.(given, editing)
        .map(({ level, id }) => `${level} ${id}`);
    expect(ids(message)).toEqual(['warning youtube.cover.verified']);
    expect([ids(alone), ids(message, true)]).toEqual([[], []]);
  });

  it('that is too large, or no picture that YouTube takes, is told before the approval', async () => {
    const limits = await connect().limits();
    const ids = (cover: Message['cover']) =>
      preflight(network, limits, { ...message, ...(cover && { cover }) }).map(({ id }) => id);
    expect(ids(message.cover)).toEqual([]);
    expect(ids({ ...message.cover, bytes: Buffer.alloc(2_000_001) })).toEqual(['youtube.cover.max_bytes']);
    expect(ids({ ...message.cover, contentType: 'image/webp' })).toEqual(['youtube.cover.type']);
  });
});

describe('a cover that did not get through', () => {
  it('is waited for as long as YouTube asks, and the video is shown with it', async () => {
    const intent = intentAt(clock.now());
    const { refusal: told } = refusal(429, 'uploadRateLimitExceeded', 'Too many thumbnails were set.');
    far.youtube.faults.next('thumbnails.set', { refusal: { ...told, headers: { 'retry-after': '600' } } });
    expect(await failureOf(publish(intent))).toMatchObject({ reason: 'rate_limited', retryAfter: 600_000 });
    expect([(await publish(intent)).shortfall, seen()]).toEqual([undefined, [['public', 'cover']]]);
  });

  it.each(['insufficientPermissions', 'accessNotConfigured'])(
    'as rights are missing (%s) leaves the video unseen until it has them',
    async (reason) => {
      const intent = intentAt(clock.now());
      far.youtube.faults.next('thumbnails.set', refusal(403, reason, 'No rights.'));
      expect((await failureOf(publish(intent))).reason).toBe('unauthorized');
      expect(seen()).toEqual([['private', 'own frame']]);
      expect([(await publish(intent)).shortfall, seen()]).toEqual([undefined, [['public', 'cover']]]);
    },
  );
});

describe('a cover that YouTube does not take leaves the video published, once, and says why', () => {
  it('of a channel that is not verified (beveradb/youtube-bulk-upload#11, PipedreamHQ/pipedream#1661)', async () => {
    far.youtube.unverify(ACME);
    const published = await publish(intentAt(clock.now()));
    expect([seen(), far.youtube.sessions.length]).toEqual([[['public', 'own frame']], 1]);
    expect(published.shortfall).toMatch(
      /^The cover is missing: YouTube: .*custom video thumbnails.* \(forbidden\)\. .*must be verified.*YouTube Studio/,
    );
  });

  it.each([
    ['quotaExceeded', 403, 'Quota exceeded.'],
    ['invalidImage', 400, 'The image is invalid.'],
    ['mediaTooLarge', 413, 'The image is too large.'],
    ['channelSuspended', 403, 'No.'],
  ])(
    'for %s (beveradb/youtube-bulk-upload#11, PipedreamHQ/pipedream#1661)',
    async (reason, status, words) => {
      far.youtube.faults.next('thumbnails.set', refusal(status, reason, words));
      const published = await publish(intentAt(clock.now()));
      expect([seen(), far.youtube.sessions.length]).toEqual([[['public', 'own frame']], 1]);
      expect(published.shortfall).toContain(`${words.replace(/\.$/, '')}. (${reason}).`);
      expect(published.shortfall).not.toContain('verified');
    },
  );

  it('also where the answer to showing the video was lost, and it is found', async () => {
    far.youtube.unverify(ACME);
    const intent = intentAt(clock.now());
    far.youtube.faults.next('videos.update', { loseAnswer: 'after' });
    await failureOf(publish(intent));
    expect((await connect().find?.(message, intent))?.shortfall).toContain('The cover is missing');
    expect((await publish(intent)).shortfall).toContain('The cover is missing');
    expect(far.youtube.sessions).toHaveLength(1);
  });

  it.each([
    ['unreachable', { refusal: { status: 503, body: {} } }],
    ['rate_limited', refusal(429, 'uploadRateLimitExceeded', 'Too many thumbnails were set.')],
  ])('after an hour in which it did not get through: %s', async (reason, fault) => {
    const intent = intentAt(clock.now());
    for (let tries = 0; tries < 6; tries += 1) {
      far.youtube.faults.next('thumbnails.set', fault);
      expect((await failureOf(publish(intent))).reason).toBe(reason);
      expect(seen()).toEqual([['private', 'own frame']]);
      clock.moveTo(clock.now() + 9 * MINUTE);
    }
    clock.moveTo(clock.now() + 7 * MINUTE);
    far.youtube.faults.next('thumbnails.set', fault);
    expect((await publish(intent)).shortfall).toContain('The cover is missing');
    expect([seen(), far.youtube.sessions.length]).toEqual([[['public', 'own frame']], 1]);
  });

  it('and is tried again with the video where showing that was refused as well', async () => {
    const intent = intentAt(clock.now());
    far.youtube.faults.next('thumbnails.set', refusal(403, 'quotaExceeded', 'Quota exceeded.'));
    far.youtube.faults.next('videos.update', refusal(403, 'quotaExceeded', 'Quota exceeded.'));
    expect((await failureOf(publish(intent))).reason).toBe('rate_limited');
    expect([(await publish(intent)).shortfall, seen()]).toEqual([undefined, [['public', 'cover']]]);
  });
});
