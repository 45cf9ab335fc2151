import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { network } from '../../../src/networks/bluesky/index.ts';
import { driftOf } from '../../../src/networks/live.ts';
import { type Connection, type Intent, type Message, NetworkError } from '../../../src/networks/network.ts';
import { preflight } from '../../../src/networks/preflight.ts';
import { failureOf, intentFor } from '../../contract/networks.calls.ts';
import { TestVideoService } from '../servers/bluesky-videos.ts';
import { keepIn, outside, patiently, picture } from '../servers/outside.ts';
import { TestPds } from '../servers/pds.ts';
import { breakingOff, video } from '../servers/video.ts';

const FILM = { ...video(900_000), alt: 'Two kites over a field' };
const MESSAGE: Message = { text: 'Look up', images: [], video: FILM };
const GIVEN = { text: 'Look up', pictures: 0, video: { alt: FILM.alt } };
let pds: TestPds;
let service: TestVideoService;
let bytes: Buffer;
let clock: MovableClock;

beforeEach(async () => {
  clock = new MovableClock();
  pds = await new TestPds().start();
  service = await new TestVideoService(pds).start();
  const pieces = [];
  for await (const piece of FILM.pieces(0, FILM.size)) pieces.push(piece);
  bytes = Buffer.concat(pieces);
});
afterEach(() => Promise.all([pds.stop(), service.stop()]));

function connect(): Connection {
  const account = network.account.parse({ ...pds.account, video_service: service.server.url });
  return network.connect(account, { ...outside(), clock });
}

function publish(message: Message, intent: Intent) {
  return connect().publish(message, intent, keepIn(intent));
}

function publishPatiently(message: Message = MESSAGE, intent: Intent = intentFor(connect())) {
  return patiently(() => publish(message, intent));
}

const uploads = () => service.server.count('POST', /uploadVideo$/);
const embeds = () => [...pds.records.values()].map(({ embed }) => embed);
const shown = () => embeds().map((embed) => embed?.video?.ref.$link);
const LIVE = () => [TestVideoService.madeOf(bytes)];

describe('a video on Bluesky', () => {
  it('is shown as the video service made it of what was given, with its alt text and its shape', async () => {
    const published = await publishPatiently();
    expect(embeds()).toEqual([
      {
        ...{ $type: 'app.bsky.embed.video', alt: FILM.alt, aspectRatio: { width: 320, height: 180 } },
        video: expect.objectContaining({ $type: 'blob', mimeType: 'video/mp4' }),
      },
    ]);
    expect(shown()).toEqual(LIVE());
    expect(await connect().read?.(published, GIVEN)).toEqual({ ...GIVEN, alts: [] });
  });

  it('is waited for by nobody while the service works on it, and given once', async () => {
    service.slowness = 3;
    const intent = intentFor(connect());
    const waits: string[] = [];
    while (!waits.includes('out') && waits.length < 9)
      waits.push(
        await publish(MESSAGE, intent).then(
          () => 'out',
          ({ reason }) => reason,
        ),
      );
    expect(waits).toEqual(['processing', 'processing', 'processing', 'out']);
    expect([uploads(), shown()]).toEqual([1, LIVE()]);
  });

  it('that the service knows from before, as after a lost answer, is taken from there', async () => {
    const first = intentFor(connect());
    service.server.next('POST', /uploadVideo$/, { kind: 'cut', when: 'after' });
    expect((await failureOf(publish(MESSAGE, first))).reason).toBe('unreachable');
    await publishPatiently(MESSAGE, first);
    await publishPatiently();
    expect([service.jobs.size, shown()]).toEqual([2, [...LIVE(), ...LIVE()]]);
  });

  it('that the service makes nothing of says why, and Retry gives it anew', async () => {
    service.makesNothing = true;
    const intent = intentFor(connect());
    const error = await failureOf(publishPatiently(MESSAGE, intent));
    expect([error.reason, error.message, error.remedy]).toEqual([
      'refused',
      'Bluesky makes nothing of the video: Failed to process video.',
      expect.stringContaining('Export it anew'),
    ]);
    expect(pds.records.size).toBe(0);
    service.makesNothing = false;
    await publishPatiently();
    expect([uploads(), shown()]).toEqual([2, LIVE()]);
  });

  it('whose post may be out is never said to be worked on: the same record is put again, and is there once', async () => {
    const intent = intentFor(connect());
    pds.fail('cut after');
    expect((await failureOf(publishPatiently(MESSAGE, intent))).reason).toBe('lost');
    service.jobs.clear();
    await publish(MESSAGE, intent);
    expect([uploads(), shown()]).toEqual([1, LIVE()]);
  });

  it('that was cleaned away before the post is given anew', async () => {
    const intent = intentFor(connect());
    pds.fail('cut before');
    expect((await failureOf(publishPatiently(MESSAGE, intent))).reason).toBe('lost');
    pds.blobs.clear();
    service.jobs.clear();
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    await publishPatiently(MESSAGE, intent);
    expect([uploads(), shown()]).toEqual([2, LIVE()]);
  });

  it('that was cleaned away while the service knows its file is told after some times, and another file helps', async () => {
    await publishPatiently();
    pds.records.clear();
    pds.blobs.clear();
    const intent = intentFor(connect());
    const errors: NetworkError[] = [];
    while (errors.at(-1)?.reason !== 'refused' && errors.length < 9)
      errors.push(await failureOf(publishPatiently(MESSAGE, intent)));
    expect(errors.map(({ reason }) => reason)).toEqual(['unreachable', 'unreachable', 'refused']);
    expect(errors.at(-1)?.remedy).toContain('so that the file differs');
    await publishPatiently({ ...MESSAGE, video: video(FILM.size, 1) });
    expect(pds.records.size).toBe(1);
  });

  it('whose job the service does not know is waited for a minute, and then given anew', async () => {
    const intent = intentFor(connect());
    const { processingSince } = await failureOf(publish(MESSAGE, intent));
    service.jobs.clear();
    clock.moveTo(clock.now() + 50_000);
    const waiting = await failureOf(publish(MESSAGE, intent));
    expect([waiting.reason, waiting.processingSince]).toEqual(['processing', processingSince]);
    clock.moveTo(clock.now() + 10_000);
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    await publishPatiently(MESSAGE, intent);
    expect([uploads(), shown()]).toEqual([2, LIVE()]);
  });

  it('whose jobs the service never knows is given anew some times, and then told', async () => {
    const intent = intentFor(connect());
    const reasons: string[] = [];
    while (reasons.at(-1) !== 'refused' && reasons.length < 20) {
      reasons.push((await failureOf(publish(MESSAGE, intent))).reason);
      service.jobs.clear();
      clock.moveTo(clock.now() + 60_000);
    }
    expect(reasons).toEqual([
      ...['processing', 'unreachable', 'processing', 'unreachable', 'processing', 'refused'],
    ]);
    expect([uploads(), pds.records.size]).toEqual([3, 0]);
  });

  it('of an account whose address is not confirmed is refused with the remedy', async () => {
    pds.isConfirmed = false;
    const error = await failureOf(publishPatiently());
    expect([error.reason, error.remedy]).toEqual(['refused', expect.stringContaining('e-mail address')]);
    expect(pds.records.size).toBe(0);
  });

  it('that was swapped under way is not taken, and what happened is told as it is', async () => {
    const swapped = new NetworkError('refused', 'The video was changed.');
    const broken = { ...MESSAGE, video: breakingOff(FILM, 500_000, swapped) };
    expect(await failureOf(publishPatiently(broken))).toBe(swapped);
    expect([service.jobs.size, pds.records.size]).toEqual([0, 0]);
  });

  it.each([
    ['a page', { status: 200, body: '<!doctype html><title>Down</title>' }, 'unreachable'],
    ['something else', { status: 200, body: { hello: 'world' } }, 'unreachable'],
    ['a break-down', { status: 502, body: '<!doctype html><title>502</title>' }, 'unreachable'],
    ['a refusal', { status: 400, body: { error: 'InvalidRequest', message: 'no video' } }, 'refused'],
    ['too many requests', { status: 429, body: '', headers: { 'retry-after': '7' } }, 'rate_limited'],
  ])('that is answered with %s is not said to be there', async (_name, reply, reason) => {
    service.server.next('POST', /uploadVideo$/, { kind: 'answer', reply });
    const error = await failureOf(publish(MESSAGE, intentFor(connect())));
    expect([error.reason, pds.records.size]).toEqual([reason, 0]);
  });
});

describe('a receipt of a video', () => {
  it('tells that it is gone, and another alt text', async () => {
    const published = await publishPatiently();
    const [record] = pds.records.values();
    const drifts = async () => {
      const reading = await connect().read?.(published, GIVEN);
      return reading && !('gone' in reading) ? driftOf(GIVEN, reading) : reading;
    };
    expect(await drifts()).toEqual([]);
    Object.assign(record?.embed ?? {}, { alt: 'A field' });
    expect(await drifts()).toEqual([{ what: 'video alt', before: FILM.alt, after: 'A field' }]);
    Object.assign(record ?? {}, { embed: undefined });
    expect(await drifts()).toEqual([{ what: 'video', before: FILM.alt, after: '' }]);
  });
});

describe('before the approval', () => {
  const idsOf = async (more: object, message: object = {}) =>
    preflight(network, await connect().limits(), { ...MESSAGE, ...message, video: { ...FILM, ...more } }).map(
      ({ id }) => id,
    );

  it('what Bluesky takes of a video is told', async () => {
    expect(await idsOf({})).toEqual([]);
    expect(await idsOf({ size: 100_000_001 })).toEqual(['bluesky.video.max_bytes']);
    expect(await idsOf({ duration: 180_001 })).toEqual(['bluesky.video.max_length']);
    expect(await idsOf({ alt: 'ö'.repeat(2_001) })).toEqual(['bluesky.video.alt_max']);
    expect(await idsOf({ contentType: 'video/quicktime' })).toEqual(['bluesky.video.type']);
    expect(await idsOf({}, { images: [picture('A kite')] })).toEqual(['bluesky.video.beside_pictures']);
  });

  it.each([
    [{ canUpload: true, remainingDailyVideos: 1, remainingDailyBytes: 900_000 }, []],
    [{ canUpload: true }, []],
    [{ canUpload: false, message: 'User is not allowed to upload videos' }, ['bluesky.video.not_allowed']],
    [{ canUpload: true, remainingDailyVideos: 0 }, ['bluesky.video.none_left']],
    [{ canUpload: true, remainingDailyBytes: 899_999 }, ['bluesky.video.bytes_left']],
  ])('what the account may give today is asked of the service: %o', async (limits, ids) => {
    service.limits = limits;
    const found = (await connect().requirements?.(MESSAGE)) ?? [];
    expect(found.map(({ id, level }) => [id, level])).toEqual(ids.map((id) => [id, 'warning']));
  });

  it('of a post without a video nothing is asked', async () => {
    expect(await connect().requirements?.({ text: 'Hello', images: [] })).toEqual([]);
    expect(service.server.calls).toEqual([]);
  });
});
