/** Videos in a bucket that does not work: what a person reads, and what becomes of a post. */
import { LocalS3 } from '@bellwether/local-server/s3/index.ts';
import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { page } from '../../pages/video.ts';
import type { App } from '../../src/app/app.ts';
import { eraseVideos } from '../../src/app/erasing-videos.ts';
import { keepPictures } from '../../src/app/posts/drafting/picturing.ts';
import { messagesFor } from '../../src/app/posts/preflight/message.ts';
import type { UploadedFile } from '../../src/chat/option.ts';
import { createLog } from '../../src/kit/log.ts';
import type { MediaUse } from '../../src/posts/content.ts';
import { emptyInput, type InputMedia } from '../../src/posts/input.ts';
import { bucketBlobs } from '../../src/store/blob-bucket.ts';
import { openBucket } from '../../src/store/bucket.ts';
import * as people from '../../src/store/people.ts';
import * as posts from '../../src/store/posts.ts';
import * as videos from '../../src/store/videos.ts';
import type { Visit } from '../../src/web/page.ts';
import { HELLO } from '../contract/store-rig.ts';
import { mp4 } from '../media/making-mp4.ts';
import { useEmbedded } from '../store/opened.ts';

const KEYS = { accessKeyId: 'AKIATEST', secretAccessKey: 'shh', region: 'us-east-1', bucket: 'films' };
const log = createLog('silent');
const film = mp4({ media: 300_000 });
const opened = useEmbedded('bucket');
let s3: LocalS3;
let app: App;

beforeEach(async () => {
  s3 = new LocalS3(KEYS);
  await s3.start();
  const blobs = bucketBlobs(openBucket({ ...KEYS, endpoint: s3.url }, async () => {}));
  app = {
    ...{ database: opened.database, blobs, log },
    team: { publishing: { grace: 0, largestVideo: 1_000_000 } },
  } as unknown as App;
  return () => s3.stop();
});

const file = (bytes: Buffer): UploadedFile => ({
  ...{ name: 'kites.mp4', contentType: 'video/mp4', size: bytes.length },
  fetch: async () => bytes,
  async *stream() {
    yield bytes;
  },
});

async function kept(bytes = film): Promise<InputMedia[]> {
  return (await keepPictures(app, [file(bytes)], '')).media;
}

test('a bucket that refuses is told to whoever gave the video, with what it said', async () => {
  s3.faults.next('PutObject', { refusal: { status: 403, code: 'AccessDenied' } });
  expect((await keepPictures(app, [file(film)], '')).missing).toMatchObject([
    {
      ...{ id: 'media.video.not_kept', field: 'media' },
      message: '"kites.mp4" could not be kept: the bucket films answered 403 AccessDenied.',
    },
  ]);
});

test('what a bucket cannot copy is not taken in, however large a video may be', async () => {
  app.team.publishing.largestVideo = 20_000_000_000;
  const given = { ...file(film), size: 5_000_000_001 };
  expect((await keepPictures(app, [given], '')).missing).toMatchObject([{ id: 'media.video.max_bytes' }]);
  expect(s3.calls).toEqual([]);
});

test('while the bucket is away a post waits, as for a network that cannot be reached', async () => {
  const [message] = await messagesFor(app, { ...HELLO, media: await kept() }, 'web', []);
  const sent = async () => {
    for await (const _ of message?.video?.pieces(0, 65_536) ?? []);
  };
  await s3.stop();
  await expect(sent()).rejects.toMatchObject({
    ...{ name: 'NetworkError', reason: 'unreachable' },
    message: 'The video of this post could not be read: the bucket films cannot be reached (ECONNREFUSED).',
  });
});

test('who would watch a video reads why it is not shown, while the bucket is away', async () => {
  const media = await kept();
  const author = await people.enrol(opened.database, { slack: 'U1' }, { name: 'Ada' });
  const { id: postId } = await posts.insert(opened.database, author, { ...emptyInput, media });
  const content = { ...HELLO, media: media as MediaUse[] };
  await posts.addRevision(opened.database, { postId, revision: 1, content, personId: author });
  const watch = () => page.show({ subject: `${postId}.1`, query: {}, path: '/x' } as unknown as Visit, app);
  expect(await watch()).toMatchObject({ kind: 'page', plays: true });
  await s3.stop();
  await expect(watch()).rejects.toThrow(
    'video: The video cannot be read now: the bucket films cannot be reached (ECONNREFUSED).',
  );
});

test('what was changed in the bucket is not sent', async () => {
  const media = await kept();
  const [message] = await messagesFor(app, { ...HELLO, media }, 'web', []);
  s3.bucket.put(`videos/${media[0]?.hash}`, Buffer.alloc(film.length));
  const sent = async () => {
    for await (const _ of message?.video?.pieces(0, 65_536) ?? []);
  };
  await expect(sent()).rejects.toMatchObject({ reason: 'refused' });
});

test('a video that nothing names is erased from the bucket after a week', async () => {
  const [{ hash } = { hash: '' }] = await kept(mp4({ media: 2_000 }));
  await opened.database.execute(sql`update videos set created_at = now() - interval '8 days'`);
  await eraseVideos(app);
  expect(s3.bucket.objects.size).toBe(0);
  expect(await videos.find(opened.database, hash)).toBeUndefined();
});
