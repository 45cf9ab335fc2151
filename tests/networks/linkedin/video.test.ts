import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { network } from '../../../src/networks/linkedin/index.ts';
import type { Connection, Intent, Message } from '../../../src/networks/network.ts';
import { preflight } from '../../../src/networks/preflight.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { ADA, startLinkedIn } from '../servers/linkedin.ts';
import { intentAt, keepIn, outside, textOf } from '../servers/outside.ts';
import { breakingOff, video } from '../servers/video.ts';

const MEGABYTE = 1024 * 1024;
/** Of three parts. */
const FILM = { ...video(9 * MEGABYTE), duration: 4_000 };
const MESSAGE: Message = { text: 'Look up', images: [], video: FILM };

let clock: MovableClock;
let far: Awaited<ReturnType<typeof startLinkedIn>>;

beforeEach(() => restart());
afterEach(() => {
  vi.useRealTimers();
  return far.stop();
});

async function restart(ways: Parameters<typeof startLinkedIn>[1] = {}): Promise<void> {
  await far?.stop();
  clock = new MovableClock();
  far = await startLinkedIn(clock, ways);
}

function connect(account: Record<string, unknown> = {}): Connection {
  return network.connect(network.account.parse({ ...far.account, ...account }), { ...outside(), clock });
}

function connectPerson(): Connection {
  const access_token = far.linkedin.issueToken(ADA, ['openid', 'profile', 'w_member_social']);
  return connect({ organization: undefined, access_token });
}

function publish(message: Message, intent: Intent = intentAt(clock.now()), connection = connect()) {
  return connection.publish(message, intent, keepIn(intent));
}

/** SHA-256 of the video that each post shows, hex. */
function shown(): (string | undefined)[] {
  return far.linkedin.posts().map((post) => {
    const bytes = far.linkedin.videoOf(post);
    return bytes && createHash('sha256').update(bytes).digest('hex');
  });
}

describe('a video', () => {
  it('is shown as it was given, each part at its own address, by a page and by a person, in the place of pictures (MicrosoftDocs/feedback#3793)', async () => {
    const published = await publish(MESSAGE);
    await publish(
      { ...MESSAGE, video: { ...video(700_000, 1), duration: 4_000 } },
      undefined,
      connectPerson(),
    );
    expect(shown()).toEqual([FILM.hash, video(700_000, 1).hash]);
    expect(far.live()).toEqual([
      { text: 'Look up', images: [] },
      { text: 'Look up', images: [] },
    ]);
    const given = { text: 'Look up', pictures: 0 };
    expect(await connect().read?.(published, given)).toMatchObject(given);
  });

  it('is gone on with where it broke off, and no second one is begun', async () => {
    const intent = intentAt(clock.now());
    far.linkedin.faults.next('uploadPart', {});
    far.linkedin.faults.next('uploadPart', { loseAnswer: 'after' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    expect(JSON.parse(intent.marks.video_given ?? '')).toHaveLength(1);
    await publish(MESSAGE, intent);
    expect([shown(), far.linkedin.videosBegun]).toEqual([[FILM.hash], 1]);
  });

  it('notes where its parts go when it is begun, and what was given every two seconds and at the end, not with each part', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const intent = intentAt(clock.now());
    const noted: number[] = [];
    const steady: Message = {
      ...MESSAGE,
      video: {
        ...FILM,
        async *pieces(from, most) {
          for await (const piece of FILM.pieces(from, most)) {
            clock.moveTo(clock.now() + 1_000);
            yield piece;
          }
        },
      },
    };
    await connect().publish(steady, intent, async (marks) => {
      const given = JSON.parse(marks.video_given ?? '[]').length;
      if (given !== noted.at(-1)) noted.push(given);
    });
    expect(shown()).toEqual([FILM.hash]);
    expect(noted).toEqual([0, 2, 3]);
  });

  it('goes on in the next try where one has sent for a while, and says how far it is', async () => {
    const intent = intentAt(clock.now());
    const slow: Message = {
      ...MESSAGE,
      video: {
        ...FILM,
        async *pieces(from, most) {
          for await (const piece of FILM.pieces(from, most)) {
            yield piece;
            clock.moveTo(clock.now() + 10_000);
          }
        },
      },
    };
    const error = await failureOf(publish(slow, intent));
    expect([error.reason, error.message, error.retryAfter]).toEqual([
      ...['processing', 'LinkedIn has 44 % of the video.', 1_000],
    ]);
    expect((await failureOf(publish(slow, intent))).message).toBe('LinkedIn has 88 % of the video.');
    await publish(slow, intent);
    expect([shown(), far.linkedin.videosBegun]).toEqual([[FILM.hash], 1]);
  });

  it('is given anew where its parts are not taken any more, and told when that happens time and again', async () => {
    const intent = intentAt(clock.now());
    far.linkedin.faults.next('uploadPart', {});
    far.linkedin.faults.next('uploadPart', { loseAnswer: 'before' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    clock.moveTo(clock.now() + 3_600_000);
    await publish(MESSAGE, intent);
    expect([shown(), far.linkedin.videosBegun]).toEqual([[FILM.hash], 2]);

    const other = intentAt(clock.now());
    const reasons: string[] = [];
    for (let times = 0; times < 3; times += 1) {
      far.linkedin.faults.next('uploadPart', { refusal: { status: 401, body: {} } });
      reasons.push((await failureOf(publish({ ...MESSAGE, text: 'Again' }, other))).reason);
    }
    // An address says who may send there: nothing of it is the account's fault.
    expect(reasons).toEqual(['unreachable', 'unreachable', 'refused']);
  });

  it('that LinkedIn has wholly, by an answer that was lost, is not given anew', async () => {
    const intent = intentAt(clock.now());
    far.linkedin.faults.next('finalizeVideo', { loseAnswer: 'after' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    await publish(MESSAGE, intent);
    expect([shown(), far.linkedin.videosBegun]).toEqual([[FILM.hash], 1]);
  });

  it('that LinkedIn has wholly is not given up when the look at it fails', async () => {
    const intent = intentAt(clock.now());
    far.linkedin.faults.next('finalizeVideo', { loseAnswer: 'after' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    far.linkedin.faults.next('getVideo', { page: 502 });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    await publish(MESSAGE, intent);
    expect([shown(), far.linkedin.videosBegun]).toEqual([[FILM.hash], 1]);
  });

  it('that LinkedIn does not put together is told in its words, and Retry gives it anew', async () => {
    const intent = intentAt(clock.now());
    const body = { status: 400, message: 'The parts do not fit' };
    far.linkedin.faults.next('finalizeVideo', { refusal: { status: 400, body } });
    const error = await failureOf(publish(MESSAGE, intent));
    expect([error.reason, error.message]).toEqual([
      'refused',
      expect.stringContaining('The parts do not fit'),
    ]);
    await publish(MESSAGE, intent);
    expect([shown(), far.linkedin.videosBegun]).toEqual([[FILM.hash], 2]);
  });

  it('that LinkedIn works on waits without anybody waiting, and nobody sees a post', async () => {
    await restart({ processing: 90_000 });
    const intent = intentAt(clock.now());
    const { reason, processingSince } = await failureOf(publish(MESSAGE, intent));
    expect([reason, processingSince]).toEqual(['processing', expect.any(Number)]);
    clock.moveTo(clock.now() + 60_000);
    expect((await failureOf(publish(MESSAGE, intent))).processingSince).toBe(processingSince);
    expect(far.live()).toEqual([]);
    clock.moveTo(clock.now() + 30_000);
    await publish(MESSAGE, intent);
    expect([shown(), far.linkedin.videosBegun]).toEqual([[FILM.hash], 1]);
  });

  it('that LinkedIn does not know everywhere yet is asked about again', async () => {
    const intent = intentAt(clock.now());
    const body = { status: 404, code: 'NOT_FOUND', message: 'not found' };
    far.linkedin.faults.next('getVideo', { refusal: { status: 404, body } });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('processing');
    await publish(MESSAGE, intent);
    expect(far.linkedin.videosBegun).toBe(1);
  });

  it('that LinkedIn makes nothing of is told, and Retry gives it anew', async () => {
    await restart({ makesNothingOfVideos: true });
    const intent = intentAt(clock.now());
    const error = await failureOf(publish(MESSAGE, intent));
    expect([error.reason, error.message]).toEqual(['refused', 'LinkedIn makes nothing of the video.']);
    expect(far.live()).toEqual([]);
    await failureOf(publish(MESSAGE, intent));
    expect(far.linkedin.videosBegun).toBe(2);
  });

  it('is never taken for a post with the same words and no video, and found after a lost answer', async () => {
    const words = await publish(textOf('Look up'));
    const intent = intentAt(clock.now());
    const connection = connect();
    expect(await connection.find?.(MESSAGE, intent)).toBeUndefined();
    far.linkedin.faults.next('createPost', { loseAnswer: 'after' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('lost');
    const found = await connection.find?.(MESSAGE, intent);
    expect(found?.id).not.toBe(words.id);
    // Nor is it given a second time: LinkedIn refuses the repeat, and the post that it names is that very one.
    expect((await publish(MESSAGE, intent)).id).toBe(found?.id);
    expect([shown(), far.linkedin.videosBegun]).toEqual([[undefined, FILM.hash], 1]);
  });

  it('that is gone on with after a lost answer is never found to be worked on', async () => {
    const intent = intentAt(clock.now());
    far.linkedin.faults.next('createPost', { loseAnswer: 'before' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('lost');
    far.linkedin.faults.next('getVideo', { refusal: { status: 200, body: { status: 'PROCESSING' } } });
    await publish(MESSAGE, intent);
    expect(shown()).toEqual([FILM.hash]);
  });

  it('that was swapped under way is not put together', async () => {
    const broken = {
      ...MESSAGE,
      video: breakingOff(FILM, 4 * MEGABYTE, new Error('not the bytes that were taken in')),
    };
    const refusal = { status: 500, body: { message: 'asked for all the same' } };
    far.linkedin.faults.next('finalizeVideo', { refusal });
    await expect(publish(broken)).rejects.toThrow('not the bytes');
    expect(far.live()).toEqual([]);
  });

  it.each([
    [[]],
    [[[0, 100]]],
    [
      [
        [0, 4_194_303],
        [4_194_304, 8_388_607],
      ],
    ],
    [
      [
        [0, 4_194_303],
        [4_194_304, 8_388_606],
        [8_388_607, 12_582_911],
      ],
    ],
    [
      [
        [1, 4_194_303],
        [4_194_304, 8_388_607],
        [8_388_608, 12_582_911],
      ],
    ],
  ])('of which LinkedIn asks for what is no cut of it is not sent: %j', async (ranges) => {
    const uploadInstructions = ranges.map(([firstByte, lastByte], index) => ({
      ...{ uploadUrl: `${far.account.api_url}/upload/video/1/${index}`, firstByte, lastByte },
    }));
    const body = { value: { video: 'urn:li:video:1', uploadToken: '', uploadInstructions } };
    const intent = intentAt(clock.now());
    far.linkedin.faults.next('initializeVideo', { refusal: { status: 200, body } });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    expect(intent.marks).toEqual({});
    await publish(MESSAGE, intent);
    expect(shown()).toEqual([FILM.hash]);
  });

  it('of which LinkedIn asks for more at once than is held in memory is not sent', async () => {
    const size = 17 * MEGABYTE;
    const uploadUrl = `${far.account.api_url}/upload/video/1/0`;
    const uploadInstructions = [{ uploadUrl, firstByte: 0, lastByte: size - 1 }];
    const body = { value: { video: 'urn:li:video:1', uploadToken: '', uploadInstructions } };
    const intent = intentAt(clock.now());
    far.linkedin.faults.next('initializeVideo', { refusal: { status: 200, body } });
    const message = { ...MESSAGE, video: { ...FILM, size } };
    expect((await failureOf(publish(message, intent))).reason).toBe('unreachable');
    expect(intent.marks).toEqual({});
  });

  it('of less than three seconds, more than thirty minutes, or many bytes is told before the approval', async () => {
    const connection = connect();
    const limits = await connection.limits();
    const idsOf = (more: object) => {
      const message = { ...MESSAGE, video: { ...FILM, ...more } };
      const findings = [...preflight(network, limits, message), ...(connection.preflight?.(message) ?? [])];
      return findings.map(({ id, level }) => [id, level]);
    };
    expect(idsOf({})).toEqual([]);
    expect(idsOf({ duration: 2_999 })).toEqual([['linkedin.video.min_length', 'error']]);
    expect(idsOf({ duration: 30 * 60_000 + 1 })).toEqual([['linkedin.video.max_length', 'error']]);
    expect(idsOf({ size: 500_000_001 })).toEqual([['linkedin.video.large', 'warning']]);
  });
});
