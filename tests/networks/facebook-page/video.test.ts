import { LocalFacebook } from '@bellwether/local-networks/facebook/index.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { network } from '../../../src/networks/facebook-page/index.ts';
import { takeAway } from '../../../src/networks/facebook-page/video-state.ts';
import type { GraphClient, GraphRequest } from '../../../src/networks/graph.ts';
import { isGone } from '../../../src/networks/live.ts';
import type { Connection, Intent, Message } from '../../../src/networks/network.ts';
import { preflight } from '../../../src/networks/preflight.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { ADA, APP, PAGE } from '../servers/facebook.ts';
import { intentAt, keepIn, outside } from '../servers/outside.ts';
import { video } from '../servers/video.ts';

let clock: MovableClock;
let facebook: LocalFacebook;

beforeEach(async () => {
  clock = new MovableClock();
  facebook = new LocalFacebook({ clock, pages: [PAGE], people: [ADA], apps: [APP] });
  await facebook.start();
});
afterEach(() => facebook.stop());

function connect(): Connection {
  const access_token = facebook.tokens.issue(PAGE.id, APP.scopes);
  const settings = network.account.parse({ access_token, page: PAGE.id, api_url: facebook.url });
  return network.connect(settings, { ...outside(), clock });
}

function publish(message: Message, intent: Intent = intentAt(clock.now())) {
  return connect().publish(message, intent, keepIn(intent));
}

/** Of three pieces, as Facebook asks for them. */
const FILM = video(600_000);
const MESSAGE: Message = { text: 'Look up', images: [], video: FILM };
const shown = () => facebook.videos().filter(({ isPublished }) => isPublished);

describe('a video', () => {
  it('is given without being shown, and shown as it was given when it is ready', async () => {
    facebook.options = { processing: 90_000 };
    const intent = intentAt(clock.now());
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('processing');
    expect([facebook.videos().length, shown().length]).toEqual([1, 0]);
    clock.moveTo(clock.now() + 90_000);
    const { id, url } = await publish(MESSAGE, intent);
    expect(shown().map(({ text, hash }) => [text, hash])).toEqual([['Look up', FILM.hash]]);
    expect([id, url]).toEqual([shown()[0]?.id, `https://www.facebook.com/${id}`]);
  });

  it('is gone on with where it broke off', async () => {
    const intent = intentAt(clock.now());
    facebook.faults.next('giveVideo', {});
    facebook.faults.next('giveVideo', {});
    facebook.faults.next('giveVideo', { loseAnswer: 'before' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    await publish(MESSAGE, intent);
    expect(shown().map(({ hash }) => hash)).toEqual([FILM.hash]);
    expect(facebook.videos()).toHaveLength(1);
  });

  it('of which Facebook asks for the same piece again and again counts as stuck since the first time', async () => {
    const intent = intentAt(clock.now());
    const same = { refusal: { status: 200, body: { start_offset: '0', end_offset: '262144' } } };
    facebook.faults.next('giveVideo', {});
    facebook.faults.next('giveVideo', same);
    const first = await failureOf(publish(MESSAGE, intent));
    expect([first.reason, first.retryAfter]).toEqual(['processing', 1_000]);
    clock.moveTo(clock.now() + 60_000);
    facebook.faults.next('giveVideo', same);
    const again = await failureOf(publish(MESSAGE, intent));
    expect([again.reason, again.retryAfter]).toEqual(['processing', undefined]);
    expect(again.processingSince).toBe(first.processingSince);
  });

  it('of which Facebook has more than is known is given anew, and shown once', async () => {
    const intent = intentAt(clock.now());
    facebook.faults.next('giveVideo', {});
    facebook.faults.next('giveVideo', { loseAnswer: 'after' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    await publish(MESSAGE, intent);
    expect(shown().map(({ hash }) => hash)).toEqual([FILM.hash]);
    expect(facebook.videos()).toHaveLength(1);
  });

  it('that Facebook refuses time and again is refused, in its words', async () => {
    const error = { message: 'Videos are not taken today', code: 100 };
    const intent = intentAt(clock.now());
    const reasons: string[] = [];
    for (let times = 0; times < 3; times += 1) {
      facebook.faults.next('giveVideo', {});
      facebook.faults.next('giveVideo', { refusal: { status: 400, body: { error } } });
      reasons.push((await failureOf(publish(MESSAGE, intent))).reason);
    }
    expect(reasons).toEqual(['unreachable', 'unreachable', 'refused']);
  });

  it.each([
    { start_offset: '0', end_offset: '1e15' },
    { start_offset: '0', end_offset: '999999999999999' },
    { start_offset: '700000', end_offset: '700001' },
    { start_offset: '-1', end_offset: '600000' },
    { start_offset: '9', end_offset: '3' },
    { start_offset: '0' },
  ])('of which Facebook asks for what there is not is tried again, and shown once: %o', async (body) => {
    const intent = intentAt(clock.now());
    facebook.faults.next('giveVideo', {
      tells: { status: 200, body: { video_id: '1', upload_session_id: 's1', ...body } },
    });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    facebook.faults.next('giveVideo', {});
    facebook.faults.next('giveVideo', { tells: { status: 200, body } });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    // Facebook has more than is known, and refuses it a second time.
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    await publish(MESSAGE, intent);
    expect(shown().map(({ hash }) => hash)).toEqual([FILM.hash]);
  });

  it('is held in memory in bounded pieces, however much Facebook asks for, which takes less too', async () => {
    const asked: number[] = [];
    const film: Message = {
      ...MESSAGE,
      video: {
        ...FILM,
        pieces: (from, most) => {
          asked.push(most);
          return FILM.pieces(from, Math.min(most, 100_000));
        },
      },
    };
    await publish(film);
    expect(shown().map(({ hash }) => hash)).toEqual([FILM.hash]);
    facebook.faults.next('giveVideo', {
      tells: {
        status: 200,
        body: { video_id: '1', upload_session_id: 's1', start_offset: '0', end_offset: '1000000000' },
      },
    });
    const large = { ...film, video: { ...FILM, ...film.video, size: 1_000_000_000 } };
    asked.length = 0;
    await failureOf(publish(large));
    expect(asked).toEqual([64 * 1024 * 1024]);
  });

  it('that Facebook has wholly, by an answer that was lost, is not given anew', async () => {
    const intent = intentAt(clock.now());
    for (let calls = 0; calls < 4; calls += 1) facebook.faults.next('giveVideo', {});
    facebook.faults.next('giveVideo', { loseAnswer: 'after' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    await publish(MESSAGE, intent);
    expect(facebook.videos()).toHaveLength(1);
    expect(shown()).toHaveLength(1);
  });

  it('of which Facebook refuses that it is whole is refused in its words, taken away, and given anew by Retry', async () => {
    const intent = intentAt(clock.now());
    const error = { message: 'The upload is broken', code: 100 };
    for (let calls = 0; calls < 4; calls += 1) facebook.faults.next('giveVideo', {});
    facebook.faults.next('giveVideo', { refusal: { status: 400, body: { error } } });
    const failure = await failureOf(publish(MESSAGE, intent));
    expect([failure.reason, failure.message]).toEqual([
      'refused',
      expect.stringContaining('The upload is broken'),
    ]);
    expect(facebook.videos()).toEqual([]);
    await publish(MESSAGE, intent);
    expect(shown().map(({ hash }) => hash)).toEqual([FILM.hash]);
  });

  it('that Facebook may have wholly is not given up where it does not tell just now', async () => {
    const intent = intentAt(clock.now());
    for (let calls = 0; calls < 4; calls += 1) facebook.faults.next('giveVideo', {});
    facebook.faults.next('giveVideo', { loseAnswer: 'after' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    facebook.faults.next('get', { loseAnswer: 'before' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    await publish(MESSAGE, intent);
    expect(facebook.videos().map(({ isPublished }) => isPublished)).toEqual([true]);
  });

  it('is shown once, also when the answer was lost, and found', async () => {
    const intent = intentAt(clock.now());
    const connection = connect();
    expect(await connection.find?.(MESSAGE, intent)).toBeUndefined();
    facebook.faults.next('editPost', { loseAnswer: 'before' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('lost');
    expect(await connection.find?.(MESSAGE, intent)).toBeUndefined();
    facebook.faults.next('editPost', { loseAnswer: 'after' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('lost');
    expect((await connection.find?.(MESSAGE, intent))?.id).toBe(shown()[0]?.id);
    expect((await publish(MESSAGE, intent)).id).toBe(shown()[0]?.id);
    expect(facebook.videos()).toHaveLength(1);
  });

  it('that may be shown is left to a person where Facebook says that it is not there', async () => {
    const intent = intentAt(clock.now());
    const connection = connect();
    facebook.faults.next('editPost', { loseAnswer: 'after' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('lost');
    // As of what may not be read.
    const error = { message: 'Object does not exist', code: 100, error_subcode: 33 };
    facebook.faults.next('get', { refusal: { status: 400, body: { error } } });
    const failure = await failureOf(Promise.resolve(connection.find?.(MESSAGE, intent)));
    expect([failure.reason, failure.remedy]).toEqual(['refused', 'Look at the page.']);
    expect((await connection.find?.(MESSAGE, intent))?.id).toBe(shown()[0]?.id);
  });

  it('that was not given wholly and is not there any more is surely not shown', async () => {
    const intent = intentAt(clock.now());
    facebook.faults.next('giveVideo', {});
    facebook.faults.next('giveVideo', { loseAnswer: 'before' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    facebook.forget();
    expect(await connect().find?.(MESSAGE, intent)).toBeUndefined();
  });

  it('that Facebook makes nothing of says why, and Retry gives it anew', async () => {
    const bytes = new Uint8Array(300_000);
    const broken: Message = {
      ...MESSAGE,
      video: {
        ...FILM,
        size: bytes.byteLength,
        async *pieces(from, most) {
          yield bytes.slice(from, from + most);
        },
      },
    };
    const intent = intentAt(clock.now());
    const error = await failureOf(publish(broken, intent));
    expect([error.reason, error.message]).toEqual([
      'refused',
      'Facebook makes nothing of the video: The video format is not supported.',
    ]);
    // What it made nothing of does not stay on the page.
    expect(facebook.videos()).toEqual([]);
    await publish(MESSAGE, intent);
    expect(shown().map(({ hash }) => hash)).toEqual([FILM.hash]);
  });

  it('that may not be shown just now stays on the page, and is shown without being given again', async () => {
    const intent = intentAt(clock.now());
    const error = { message: 'Not today', code: 100 };
    facebook.faults.next('editPost', { refusal: { status: 400, body: { error } } });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('refused');
    const [left] = facebook.videos();
    expect((await publish(MESSAGE, intent)).id).toBe(left?.id);
    expect(facebook.videos()).toHaveLength(1);
  });

  it('that was left for too long is given anew, and what was there of it is taken away', async () => {
    const intent = intentAt(clock.now());
    facebook.faults.next('giveVideo', {});
    facebook.faults.next('giveVideo', { loseAnswer: 'before' });
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    const [left] = facebook.videos();
    clock.moveTo(clock.now() + 21 * 3_600_000);
    const { id } = await publish(MESSAGE, intent);
    expect(facebook.videos().map((one) => one.id)).toEqual([id]);
    expect(id).not.toBe(left?.id);
  });

  it.each([
    ['that somebody has shown by hand', { published: true }, ['GET'], false],
    ['of which Facebook does not tell whether it is shown', {}, ['GET'], false],
    ['that nobody sees', { published: false }, ['GET', 'DELETE'], true],
  ])('%s is taken away only where nobody sees it, when it is given up', async (_, told, calls, isTaken) => {
    const asked: string[] = [];
    const call = async ({ method, result }: GraphRequest<unknown>) => {
      asked.push(method);
      return result.parse({ ...told, status: { video_status: 'error' } });
    };
    const client = { call } as unknown as GraphClient;
    expect([await takeAway({ client, outside: outside() }, '1'), asked]).toEqual([isTaken, calls]);
  });

  it('that somebody has deleted while nobody saw it is told so, and given anew by Retry', async () => {
    facebook.options = { processing: 90_000 };
    const intent = intentAt(clock.now());
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('processing');
    facebook.forget();
    const error = await failureOf(publish(MESSAGE, intent));
    expect([error.reason, error.remedy]).toEqual(['refused', expect.stringContaining('Retry gives it')]);
    facebook.options = { processing: 0 };
    await publish(MESSAGE, intent);
    expect(shown().map(({ hash }) => hash)).toEqual([FILM.hash]);
  });

  it('is read, counted, corrected and deleted like any post', async () => {
    const connection = connect();
    const published = await publish(MESSAGE);
    const given = { text: 'Look up', pictures: 0 };
    expect(await connection.read?.(published, given)).toEqual(given);
    expect((await connection.metrics?.([published]))?.get(published.id)).toEqual({ replies: 0, views: 0 });
    await connection.edit?.(published, { ...MESSAGE, text: 'Look down' });
    expect(await connection.read?.(published, given)).toMatchObject({ text: 'Look down' });
    await connection.remove(published);
    await connection.remove(published);
    const gone = await connection.read?.(published, given);
    expect(gone && isGone(gone)).toBe(true);
    expect((await connection.metrics?.([published]))?.get(published.id)).toBe('gone');
  });

  it('of more than twenty minutes or a gigabyte is told before the approval', async () => {
    const limits = await connect().limits();
    const idsOf = (more: object) =>
      preflight(network, limits, { ...MESSAGE, video: { ...FILM, ...more } }).map(({ id }) => id);
    expect(idsOf({})).toEqual([]);
    expect(idsOf({ duration: 20 * 60_000 + 1 })).toEqual(['facebook-page.video.max_length']);
    expect(idsOf({ size: 1_000_000_001 })).toEqual(['facebook-page.video.max_bytes']);
  });
});
