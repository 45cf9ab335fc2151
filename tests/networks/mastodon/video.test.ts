import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { driftOf } from '../../../src/networks/live.ts';
import { network } from '../../../src/networks/mastodon/index.ts';
import { type Connection, type Intent, type Message, NetworkError } from '../../../src/networks/network.ts';
import { preflight } from '../../../src/networks/preflight.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { TestMastodon } from '../servers/mastodon.ts';
import { DIALECTS } from '../servers/mastodon-dialects.ts';
import { INSTANCE } from '../servers/mastodon-entities.ts';
import { FAULTS } from '../servers/mastodon-faults.ts';
import { intentAt, keepIn, outside, patiently, picture } from '../servers/outside.ts';
import { breakingOff, video } from '../servers/video.ts';

const FILM = { ...video(900_000), alt: 'Two kites over a field' };
const MESSAGE: Message = { text: 'Look up', images: [], video: FILM };
const GIVEN = { text: 'Look up', pictures: 0, video: { alt: FILM.alt } };
let far: TestMastodon;

beforeEach(async () => {
  far = await new TestMastodon().start();
});
afterEach(() => far.stop());

function connect(): Connection {
  return network.connect(network.account.parse(far.account), outside());
}

function publish(message: Message, intent: Intent) {
  return connect().publish(message, intent, keepIn(intent));
}

function publishPatiently(message: Message = MESSAGE, intent: Intent = intentAt()) {
  return patiently(() => publish(message, intent));
}

function shown() {
  return far.statuses.map(({ text, media }) => [
    text,
    ...media.map(({ type, hash, alt }) => ({ type, hash, alt })),
  ]);
}

const LIVE = [['Look up', { type: 'video', hash: FILM.hash, alt: FILM.alt }]];
const uploads = () => far.server.count('POST', /media$/);
const posts = () => far.server.count('POST', /statuses$/);

describe('a video on Mastodon', () => {
  it('is shown as it was given, with its alt text', async () => {
    const published = await publishPatiently();
    expect(shown()).toEqual(LIVE);
    const reading = await connect().read?.(published, GIVEN);
    expect(reading).toEqual({ ...GIVEN, alts: [] });
  });

  it('is told in its length: servers before an instance may take nothing else', async () => {
    await publishPatiently();
    const upload = far.server.calls.find(({ path }) => path.endsWith('/media'));
    expect(Number(upload?.headers.get('content-length'))).toBe(upload?.body.length);
  });

  it('is waited for by nobody while the instance works on it, and given once', async () => {
    far.slowness = 3;
    const intent = intentAt();
    const waits = [];
    while (posts() === 0 && waits.length < 9)
      waits.push(
        await publish(MESSAGE, intent).then(
          () => 'out',
          ({ reason }) => reason,
        ),
      );
    expect(waits).toEqual(['processing', 'processing', 'processing', 'out']);
    expect([uploads(), shown()]).toEqual([1, LIVE]);
  });

  it('that the instance makes nothing of says why, and Retry gives it anew', async () => {
    far.makesNothingOfVideos = true;
    const intent = intentAt();
    const error = await failureOf(publishPatiently(MESSAGE, intent));
    expect([error.reason, error.message, error.remedy]).toEqual([
      'refused',
      'Mastodon: Error processing thumbnail for uploaded media.',
      expect.stringContaining('Export it anew'),
    ]);
    expect(far.statuses).toEqual([]);
    far.makesNothingOfVideos = false;
    await publishPatiently();
    expect([uploads(), shown()]).toEqual([2, LIVE]);
  });

  it('whose post may be out is never said to be worked on, nor given anew: it is posted again at once, and out once', async () => {
    const intent = intentAt();
    far.fail('cut after');
    expect((await failureOf(publishPatiently(MESSAGE, intent))).reason).toBe('lost');
    await publish(MESSAGE, intent);
    expect([uploads(), shown()]).toEqual([1, LIVE]);
  });

  it('that was cleaned away is told as refused, and given anew when it is tried again', async () => {
    const intent = intentAt();
    far.fail('cut before');
    expect((await failureOf(publishPatiently(MESSAGE, intent))).reason).toBe('lost');
    far.media.clear();
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('refused');
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    await publishPatiently(MESSAGE, intent);
    expect([uploads(), shown()]).toEqual([2, LIVE]);
  });

  it('that the instance loses time and again is given anew some times, and then told', async () => {
    const intent = intentAt();
    const errors: NetworkError[] = [];
    while (errors.at(-1)?.reason !== 'refused' && errors.length < 20) {
      errors.push(await failureOf(publish(MESSAGE, intent)));
      far.media.clear();
    }
    expect(errors.map(({ reason }) => reason)).toEqual([
      ...['processing', 'unreachable', 'processing', 'unreachable', 'processing', 'refused'],
    ]);
    expect(errors.at(-1)?.message).toBe('Mastodon does not have the video any more.');
    expect([uploads(), far.statuses]).toEqual([3, []]);
  });

  it('that an older server drops in silence takes the post down with it', async () => {
    far.dropsUnknownMedia = true;
    const intent = intentAt();
    const waiting = await failureOf(publish(MESSAGE, intent));
    expect(waiting.reason).toBe('processing');
    const attempt = connect().publish(MESSAGE, intent, async (marks) => {
      Object.assign(intent.marks, marks);
      far.media.clear();
    });
    expect((await failureOf(attempt)).message).toContain('without its video; it was taken down again');
    expect(far.live()).toEqual([]);
  });

  it('whose upload is lost or refused leaves nothing behind that people see', async () => {
    const intent = intentAt();
    far.server.next('POST', /media$/, FAULTS['cut after']);
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('unreachable');
    far.server.next('POST', /media$/, FAULTS.refused);
    expect((await failureOf(publish(MESSAGE, intent))).reason).toBe('refused');
    expect(far.statuses).toEqual([]);
    await publishPatiently(MESSAGE, intent);
    expect(shown()).toEqual(LIVE);
  });

  it('that was swapped under way is not taken, and what happened is told as it is', async () => {
    const swapped = new NetworkError('refused', 'The video was changed.');
    const broken = { ...MESSAGE, video: breakingOff(FILM, 500_000, swapped) };
    expect(await failureOf(publishPatiently(broken))).toBe(swapped);
    expect([far.media.size, far.statuses]).toEqual([0, []]);
  });
});

describe('looking for a post with a video', () => {
  it.each(['mastodon', 'akkoma'] as const)(
    'finds it on %s, and nothing else with its words',
    async (dialect) => {
      far.dialect = DIALECTS[dialect];
      const words = intentAt();
      await publish({ text: MESSAGE.text, images: [] }, words);
      await publish({ text: MESSAGE.text, images: [{ ...picture(FILM.alt) }] }, intentAt());
      const intent = intentAt();
      expect(await connect().find?.(MESSAGE, intent)).toBeUndefined();
      far.fail('cut after');
      expect((await failureOf(publishPatiently(MESSAGE, intent))).reason).toBe('lost');
      expect((await connect().find?.(MESSAGE, intent))?.id).toBe(far.statuses.at(-1)?.id);
    },
  );
});

describe('a receipt of a video', () => {
  it('tells that it is gone, and another alt text', async () => {
    const published = await publishPatiently();
    const drifts = async () => {
      const reading = await connect().read?.(published, GIVEN);
      return reading && !('gone' in reading) ? driftOf(GIVEN, reading) : reading;
    };
    expect(await drifts()).toEqual([]);
    const [status] = far.statuses;
    Object.assign(status?.media[0] ?? {}, { alt: 'A field' });
    expect(await drifts()).toEqual([{ what: 'video alt', before: FILM.alt, after: 'A field' }]);
    Object.assign(status ?? {}, { media: [] });
    expect(await drifts()).toEqual([{ what: 'video', before: FILM.alt, after: '' }]);
  });
});

describe('a correction of a post with a video', () => {
  it('leaves the video as it is', async () => {
    const published = await publishPatiently();
    await connect().edit?.(published, { ...MESSAGE, text: 'Look down' });
    expect(shown()).toEqual([['Look down', ...(LIVE[0]?.slice(1) ?? [])]]);
  });
});

describe('before the approval', () => {
  const idsOf = async (more: object, message: object = {}) =>
    preflight(network, await connect().limits(), { ...MESSAGE, ...message, video: { ...FILM, ...more } }).map(
      ({ id }) => id,
    );

  it('the limits of the instance are told', async () => {
    expect(await idsOf({})).toEqual([]);
    expect(await idsOf({ duration: 3_600_000 })).toEqual([]);
    expect(await idsOf({ size: 103_809_025 })).toEqual(['mastodon.video.max_bytes']);
    expect(await idsOf({ width: 3_841, height: 2_160 })).toEqual(['mastodon.video.max_pixels']);
    expect(await idsOf({ contentType: 'video/quicktime' })).toEqual(['mastodon.video.type']);
    expect(await idsOf({ alt: 'ö'.repeat(1_501) })).toEqual(['mastodon.video.alt_max']);
    expect(await idsOf({}, { images: [picture('A kite')] })).toEqual(['mastodon.video.beside_pictures']);
  });

  it('an instance that takes no video is told, and one that tells nothing has what Mastodon has', async () => {
    const { media_attachments: media } = INSTANCE.configuration;
    far.instance = {
      configuration: { media_attachments: { ...media, supported_mime_types: ['image/png'] } },
    };
    expect(await idsOf({})).toEqual(['mastodon.video.unsupported']);
    far.instance = { upload_limit: 800_000 };
    expect(await idsOf({})).toEqual(['mastodon.video.max_bytes']);
    far.instance = {};
    expect(await idsOf({})).toEqual([]);
  });
});
