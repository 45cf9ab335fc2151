/** The page on which a video is watched before it is approved: what is played is what the approval covers, or nothing. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { page } from '../../pages/video.ts';
import type { App } from '../../src/app/app.ts';
import { keepPictures } from '../../src/app/posts/drafting/picturing.ts';
import { createLog } from '../../src/kit/log.ts';
import { hashOf } from '../../src/media/hash.ts';
import type { MediaUse } from '../../src/posts/content.ts';
import { emptyInput } from '../../src/posts/input.ts';
import { folderBlobs } from '../../src/store/blob-folder.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import * as posts from '../../src/store/posts.ts';
import type { Visit } from '../../src/web/page.ts';
import { played } from '../../src/web/played.ts';
import { HELLO } from '../contract/store-rig.ts';
import { mp4 } from '../media/making-mp4.ts';
import { prepareEmbedded } from '../store/embedded.ts';

const log = createLog('silent');
const PIECE = 1_048_576;
/** Three pieces. */
const film = mp4({ media: 2 * PIECE + 5_000 });
let dataDir = '';
let folder = '';
let opened: OpenDatabase;
let app: App;
let author = 0;
/** What the operator's log says. */
let errors: unknown[];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-watching-'));
  await prepareEmbedded(dataDir);
  opened = await openDatabase({ dataDir, log });
  author = await people.enrol(opened.database, { slack: 'U1' }, { name: 'Ada' });
});
afterAll(async () => {
  await opened?.close();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(dataDir, 'kept-'));
  errors = [];
  app = {
    ...{ database: opened.database, blobs: folderBlobs(folder) },
    log: { ...log, error: (fields: unknown) => void errors.push(fields) },
    team: { publishing: { grace: 0, largestVideo: 9_000_000 } },
  } as unknown as App;
});

/** Its subject. `change`: of what is known of the video. */
async function posted(change: (use: MediaUse) => MediaUse = (use) => use): Promise<string> {
  const file = {
    ...{ name: 'kites.mp4', contentType: 'video/mp4', size: film.length, fetch: async () => film },
    async *stream() {
      yield film;
    },
  };
  const { media } = await keepPictures(app, [file], '');
  const { id: postId } = await posts.insert(opened.database, author, { ...emptyInput, media });
  const content = { ...HELLO, media: media.map((one) => change(one as MediaUse)) };
  await posts.addRevision(opened.database, { ...{ postId, revision: 1, content }, personId: author });
  return `${postId}.1`;
}

/** Another byte stands at that place since. */
async function changedAt(place: number): Promise<void> {
  const other = Buffer.from(film);
  other[place] = (other[place] ?? 0) ^ 1;
  await writeFile(join(folder, hashOf(film)), other);
}

const shown = (subject: string, query: Record<string, string> = {}) =>
  page.show({ subject, query, path: '/pages/video?link=x' } as unknown as Visit, app);

async function watched(subject: string, range?: string): Promise<Buffer> {
  const given = await shown(subject, { as: 'mp4' });
  if (given.kind !== 'played') throw new Error(`It is not played, but a ${given.kind}.`);
  return Buffer.from(await played(given, range).arrayBuffer());
}

const earlier = (use: MediaUse): MediaUse => {
  const { piecesHash: _, ...video } = use.video ?? {};
  return { ...use, video: video as MediaUse['video'] };
};

describe.each([
  ['with hashes of its pieces', (use: MediaUse) => use],
  ['that was given before pieces had hashes', earlier],
])('a video %s', (_what, change) => {
  test.each([
    [undefined, 0, film.length],
    ['bytes=0-99', 0, 100],
    [`bytes=${PIECE - 10}-${PIECE + 9}`, PIECE - 10, PIECE + 10],
    [`bytes=${PIECE * 2 - 5}-`, PIECE * 2 - 5, film.length],
    ['bytes=-7', film.length - 7, film.length],
  ])('is played as it was given: %s', async (range, from, to) => {
    const bytes = await watched(await posted(change), range);
    expect(hashOf(bytes)).toBe(hashOf(film.subarray(from, to)));
    expect(errors).toEqual([]);
  });

  test('that begins with other bytes is not shown, and that is told', async () => {
    const subject = await posted(change);
    await changedAt(5_000);
    for (const query of [{}, { as: 'mp4' }] as Record<string, string>[]) {
      const given = await shown(subject, query);
      expect(given).toMatchObject({ kind: 'page', status: 422 });
      expect(JSON.stringify(given)).toContain('changed since it was given');
    }
    expect(errors).toEqual([{ video: subject }, { video: subject }]);
  });

  test('that is there no more is not found', async () => {
    const subject = await posted(change);
    await app.blobs?.remove(hashOf(film));
    expect(await shown(subject)).toMatchObject({ kind: 'page', status: 404 });
  });
});

test('a piece that another stands in for breaks off what is played, and its other pieces are played', async () => {
  const subject = await posted();
  await changedAt(PIECE + 100_000);
  const second = `bytes=${PIECE + 500_000}-${PIECE + 500_010}`;
  await expect(watched(subject, second)).rejects.toThrow('not the bytes that were taken in');
  await expect(watched(subject)).rejects.toThrow('not the bytes that were taken in');
  expect(errors).toEqual([{ video: subject }, { video: subject }]);
  expect((await watched(subject, 'bytes=0-9')).equals(film.subarray(0, 10))).toBe(true);
  expect((await watched(subject, 'bytes=-9')).equals(film.subarray(-9))).toBe(true);
});

test('of a video that was given before pieces had hashes nothing is played once any byte is another', async () => {
  const subject = await posted(earlier);
  await changedAt(PIECE * 2 + 100);
  expect(await shown(subject, { as: 'mp4' })).toMatchObject({ kind: 'page', status: 422 });
});
