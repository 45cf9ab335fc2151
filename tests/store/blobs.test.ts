/** One suite over all places where videos are kept. */
import { mkdtemp, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalS3 } from '@bellwether/local-server/s3/index.ts';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/kit/log.ts';
import { type Blobs, PIECE } from '../../src/media/blobs.ts';
import { ChangedBlob, checkedPieces, checkedRange } from '../../src/media/checked.ts';
import { hashOf } from '../../src/media/hash.ts';
import { PieceHashes } from '../../src/media/piece-hashes.ts';
import { bucketBlobs } from '../../src/store/blob-bucket.ts';
import { folderBlobs } from '../../src/store/blob-folder.ts';
import { databaseBlobs } from '../../src/store/blobs.ts';
import { openBucket } from '../../src/store/bucket.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import { prepareEmbedded } from './embedded.ts';

let dataDir = '';
let folder = '';
let opened: OpenDatabase;
const KEYS = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret', region: 'us-east-1', bucket: 'videos' };
const s3 = new LocalS3(KEYS);

beforeAll(async () => {
  await s3.start();
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-blobs-'));
  folder = join(dataDir, 'videos');
  await prepareEmbedded(dataDir);
  opened = await openDatabase({ dataDir, log: createLog('silent') });
});
afterAll(async () => {
  await s3.stop();
  await opened?.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Two pieces and a half, each byte another one than its neighbours. */
function bytesOf(seed: number, size = PIECE * 2 + 500_000): Buffer {
  const bytes = Buffer.alloc(size);
  for (let index = 0; index < size; index += 1) bytes[index] = (index * 31 + seed) % 251;
  return bytes;
}

async function* inPieces(bytes: Buffer, size = 300_007) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* brokenOff(bytes: Buffer) {
  yield bytes;
  throw new Error('the line is dead');
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** As a video is taken in. */
async function taken(blobs: Blobs, bytes: Buffer) {
  const pieces = new PieceHashes();
  const blob = await blobs.take(pieces.seen(inPieces(bytes)));
  const pieceHashes = pieces.all();
  return { ...blob, pieceHashes, piecesHash: hashOf(pieceHashes) };
}

/** As before pieces had hashes. */
async function takenBefore(blobs: Blobs, bytes: Buffer) {
  return { ...(await blobs.take(inPieces(bytes))), pieceHashes: null, piecesHash: undefined };
}

describe.each<[string, () => Blobs, (hash: string) => Promise<void>, () => Promise<number>]>([
  [
    'in a folder',
    () => folderBlobs(folder),
    (hash) => truncate(join(folder, hash), 1_000_000),
    async () => (await readdir(folder).catch(() => [])).length,
  ],
  [
    'in the database',
    () => databaseBlobs(opened.database),
    async (hash) =>
      void (await opened.database.execute(
        sql`delete from blob_pieces where position = 1 and blob_id = (select id from blobs where hash = ${hash})`,
      )),
    async () => {
      const { rows } = await opened.database.execute<{ count: number }>(
        sql`select count(*)::int as count from blobs`,
      );
      return rows[0]?.count ?? 0;
    },
  ],
  [
    'in a bucket',
    () => bucketBlobs(openBucket({ ...KEYS, endpoint: s3.url })),
    async (hash) =>
      void s3.bucket.put(`videos/${hash}`, s3.bucket.get(`videos/${hash}`).bytes.subarray(0, 1_000_000)),
    async () => s3.bucket.objects.size + s3.bucket.uploads.size,
  ],
])('videos %s', (_place, open, spoil, count) => {
  it('come out as they went in, under their hash, from any byte to any other', async () => {
    const blobs = open();
    const bytes = bytesOf(1);
    expect(await blobs.take(inPieces(bytes))).toEqual({ hash: hashOf(bytes), size: bytes.length });
    for (const [from, to] of [
      [0, bytes.length],
      [PIECE - 5, PIECE + 5],
      [PIECE, PIECE * 2],
      [bytes.length - 1, bytes.length],
      [7, 7],
      [bytes.length - 3, bytes.length + 100],
    ] as const)
      expect(hashOf(await whole(blobs.read(hashOf(bytes), from, to)))).toBe(hashOf(bytes.subarray(from, to)));
  });

  it('are kept once, and can be taken away', async () => {
    const blobs = open();
    const bytes = bytesOf(2, 5_000);
    await blobs.take(inPieces(bytes));
    const before = await count();
    await blobs.take(inPieces(bytes));
    expect(await count()).toBe(before);
    await blobs.remove(hashOf(bytes));
    await blobs.remove(hashOf(bytes));
    expect((await whole(blobs.read(hashOf(bytes), 0, 5_000))).length).toBe(0);
  });

  it.each([5_000, PIECE * 6])('of %i bytes are not there before their hash is free', async (size) => {
    const blobs = open();
    const bytes = bytesOf(8, size);
    const before = await count();
    const first = async () => (await whole(blobs.read(hashOf(bytes), 0, 1))).length;
    const refused = blobs.take(inPieces(bytes), async (hash) => {
      throw new Error(`${hash === hashOf(bytes)} ${await first()}`);
    });
    await expect(refused).rejects.toThrow('true 0');
    expect(await count()).toBe(before);
    await blobs.take(inPieces(bytes), async () => {});
    expect(await first()).toBe(1);
    await blobs.remove(hashOf(bytes));
  });

  it('leave nothing when they break off', async () => {
    const before = await count();
    await expect(open().take(brokenOff(bytesOf(3)))).rejects.toThrow('the line is dead');
    expect(await count()).toBe(before);
  });

  it.each([
    ['whose pieces have hashes', taken],
    ['from before there were any', takenBefore],
  ])('%s are given out whole only when they are what was taken in', async (_which, take) => {
    const blobs = open();
    const bytes = bytesOf(4);
    const blob = await take(blobs, bytes);
    const unit = 256 * 1024;
    const given = await whole(checkedPieces(blobs, blob, unit, unit));
    expect(hashOf(given)).toBe(hashOf(bytes.subarray(unit)));
    await spoil(blob.hash);
    let came = 0;
    const reading = (async () => {
      for await (const piece of checkedPieces(blobs, blob, 0, unit)) came += piece.byteLength;
    })();
    await expect(reading).rejects.toThrow(ChangedBlob);
    expect(came).toBeLessThan(blob.size);
  });
});

it('one from before pieces had hashes is read whole for its first range alone', async () => {
  const blobs = databaseBlobs(opened.database);
  const bytes = bytesOf(9);
  const blob = await takenBefore(blobs, bytes);
  const read: string[] = [];
  const watched: Blobs = {
    ...blobs,
    read(hash, from, to) {
      read.push(`${from} ${to}`);
      return blobs.read(hash, from, to);
    },
  };
  const all = `0 ${blob.size}`;
  for (const from of [PIECE + 3, PIECE * 2])
    expect(hashOf(await whole(checkedRange(watched, blob, from, from + 10)))).toBe(
      hashOf(bytes.subarray(from, from + 10)),
    );
  expect(read.filter((one) => one === all)).toEqual([all]);
});

it('a file that another stands in for is not given out to its end', async () => {
  const blobs = folderBlobs(folder);
  const bytes = bytesOf(5);
  const blob = await takenBefore(blobs, bytes);
  const other = bytesOf(6);
  await writeFile(join(folder, blob.hash), other);
  let came = 0;
  const reading = (async () => {
    for await (const piece of checkedPieces(blobs, blob, 0, 256 * 1024)) came += piece.byteLength;
  })();
  await expect(reading).rejects.toThrow(ChangedBlob);
  expect(bytes.length - came).toBeGreaterThan(0);
});

it('a piece that another stood in for meanwhile is not given out, though the rest is what was taken in', async () => {
  const blobs = folderBlobs(folder);
  const bytes = bytesOf(9);
  const blob = await taken(blobs, bytes);
  const spoilt = Buffer.from(bytes);
  spoilt[PIECE + 5] = (spoilt[PIECE + 5] ?? 0) + 1;
  await writeFile(join(folder, blob.hash), spoilt);
  const unit = 256 * 1024;
  const given: Uint8Array[] = [];
  const reading = (async () => {
    for await (const piece of checkedPieces(blobs, blob, 0, unit)) given.push(piece);
  })();
  await expect(reading).rejects.toThrow(ChangedBlob);
  expect(hashOf(Buffer.concat(given))).toBe(hashOf(bytes.subarray(0, PIECE)));
  // Gone on with behind it, as after a try that broke off.
  expect(hashOf(await whole(checkedPieces(blobs, blob, PIECE * 2, unit)))).toBe(
    hashOf(bytes.subarray(PIECE * 2)),
  );
});

it('hashes that are not those that were approved let nothing out, nor does another size', async () => {
  const blobs = folderBlobs(folder);
  const blob = await taken(blobs, bytesOf(10));
  const other = await taken(blobs, bytesOf(11));
  const spoilt = [
    { ...blob, hash: other.hash, pieceHashes: other.pieceHashes },
    { ...blob, pieceHashes: null },
    { ...blob, size: PIECE },
  ];
  for (const one of spoilt)
    await expect(whole(checkedPieces(blobs, one, 0, PIECE))).rejects.toThrow(ChangedBlob);
});

it('a folder of videos is for its owner alone, and forgets what a dead process had begun', async () => {
  const blobs = folderBlobs(folder);
  const left = join(folder, 'taking-of-the-dead');
  await blobs.take(inPieces(bytesOf(7, 100)));
  await writeFile(left, 'half');
  const long = (Date.now() - 25 * 3_600_000) / 1_000;
  await utimes(left, long, long);
  const { hash } = await blobs.take(inPieces(bytesOf(8, 100)));
  expect(await readdir(folder)).not.toContain('taking-of-the-dead');
  expect([(await stat(folder)).mode & 0o777, (await stat(join(folder, hash))).mode & 0o777]).toEqual([
    0o700, 0o600,
  ]);
});
