/** A video that lay unused is erased, while somebody gives the same file again. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { eraseVideos } from '../../src/app/erasing-videos.ts';
import { untilFree } from '../../src/app/posts/drafting/keeping-videos.ts';
import { keepPictures } from '../../src/app/posts/drafting/picturing.ts';
import { withItsVideo } from '../../src/app/posts/review/submitting.ts';
import { createLog } from '../../src/kit/log.ts';
import type { Blobs } from '../../src/media/blobs.ts';
import { folderBlobs } from '../../src/store/blob-folder.ts';
import { databaseBlobs } from '../../src/store/blobs.ts';
import * as videos from '../../src/store/videos.ts';
import { HELLO } from '../contract/store-rig.ts';
import { mp4 } from '../media/making-mp4.ts';
import { useEmbedded } from '../store/opened.ts';

const log = createLog('silent');
const film = mp4({ media: 4_000 });
const HASH = createHash('sha256').update(film).digest('hex');
const opened = useEmbedded('erasing');
let app: App;

beforeEach(async () => {
  await opened.database.execute(sql`delete from videos`);
  const team = { publishing: { grace: 0, largestVideo: 400_000 } };
  app = { database: opened.database, log, team } as unknown as App;
});

const giveOn = (blobs: Blobs, bytes = film) =>
  keepPictures(
    { ...app, blobs },
    [
      {
        ...{ name: 'kites.mp4', contentType: 'video/mp4', size: bytes.length },
        fetch: async () => bytes,
        async *stream() {
          yield bytes;
        },
      },
    ],
    '',
  );

const layUnused = () =>
  opened.database.execute(sql`update videos set created_at = now() - interval '8 days'`);

async function known(): Promise<string[]> {
  const { rows } = await opened.database.execute<{ hash: string }>(sql`select hash from videos`);
  return rows.map(({ hash }) => hash);
}

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { give, given };
}

test.each([
  ['a folder', () => folderBlobs(join(opened.dataDir, 'kept'))],
  ['the database', () => databaseBlobs(opened.database)],
])('given again while the same one is erased from %s, it is kept', async (_place, open) => {
  const blobs = open();
  await giveOn(blobs);
  await layUnused();
  const [erasing, goOn, asked] = [signal(), signal(), signal()];
  const erased = eraseVideos({
    ...app,
    blobs: {
      ...blobs,
      async remove(hash) {
        erasing.give();
        await goOn.given;
        await blobs.remove(hash);
      },
    },
  });
  await erasing.given;
  const again = giveOn({
    ...blobs,
    take: (bytes, isFree) =>
      blobs.take(bytes, async (hash) => {
        asked.give();
        await isFree?.(hash);
      }),
  });
  await asked.given;
  goOn.give();
  await erased;
  expect((await again).missing).toEqual([]);
  const seen = createHash('sha256');
  for await (const piece of blobs.read(HASH, 0, film.length)) seen.update(piece);
  expect(seen.digest('hex')).toBe(HASH);
  expect(await videos.find(opened.database, HASH)).toMatchObject({ size: film.length });
});

test('one that cannot be erased holds up no other, names nothing that may be gone, and is erased by the next run', async () => {
  const blobs = databaseBlobs(opened.database);
  const other = mp4({ media: 5_000 });
  await giveOn(blobs);
  await giveOn(blobs, other);
  await layUnused();
  const asked: string[] = [];
  const failing = {
    ...blobs,
    async remove(hash: string) {
      asked.push(hash);
      if (asked.length === 1) throw new Error('The place does not answer.');
      await blobs.remove(hash);
    },
  };
  expect(await eraseVideos({ ...app, blobs: failing })).toEqual({ kind: 'done' });
  expect([...asked].sort()).toEqual([HASH, createHash('sha256').update(other).digest('hex')].sort());
  const [stuck = ''] = asked;
  expect(await known()).toEqual([stuck]);
  expect(await videos.find(opened.database, stuck)).toBeUndefined();
  await opened.database.execute(sql`update videos set erasing_at = now() - interval '1 day'`);
  await eraseVideos({ ...app, blobs: failing });
  expect(await known()).toEqual([]);
  expect(asked.at(-1)).toBe(stuck);
});

test('whoever gives it again is told when the erasing does not come to its end', async () => {
  const blobs = databaseBlobs(opened.database);
  await giveOn(blobs);
  await layUnused();
  await videos.beginErasing(opened.database, HASH, 0);
  const given = untilFree(app, 'kites.mp4', HASH, async () => {});
  await expect(given).rejects.toMatchObject({
    findings: [{ id: 'media.video.being_erased', field: 'media' }],
  });
});

test.each([true, false])(
  'a post is stored with it, or told that it is gone: being erased at that moment: %s',
  async (isErasing) => {
    const blobs = databaseBlobs(opened.database);
    const { media } = await giveOn(blobs);
    await layUnused();
    if (isErasing) await videos.beginErasing(opened.database, HASH, 0);
    const read = { content: { ...HELLO, media }, findings: [], checks: [] };
    const stored = await opened.database.transaction((transaction) => withItsVideo(transaction, read));
    expect(stored.content === undefined).toBe(isErasing);
    expect(stored.findings.map(({ id, field }) => [id, field])).toEqual(
      isErasing ? [['media.video.gone', 'media']] : [],
    );
    await eraseVideos({ ...app, blobs });
    expect((await videos.find(opened.database, HASH)) === undefined).toBe(isErasing);
  },
);
