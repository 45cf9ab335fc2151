/** Where videos are kept follows from the environment, and what was kept before is still found. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalS3 } from '@bellwether/local-server/s3/index.ts';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../config/env.ts';
import { openBlobs } from '../../src/assembly/blobs.ts';
import type { Database } from '../../src/store/database.ts';

/** Embedded, the database is not asked. */
const database = {} as Database;

async function* of(text: string) {
  yield Buffer.from(text);
}

test('embedded they are files; once a bucket is named they go there, and the files are still read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-kept-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const s3 = new LocalS3({ accessKeyId: 'AKIA', secretAccessKey: 'shh', region: 'auto', bucket: 'films' });
  await s3.start();
  onTestFinished(() => s3.stop());
  const before = openBlobs(readEnvironment({ DATA_DIR: folder }), database);
  const old = await before.take(of('old'));
  expect(existsSync(join(folder, 'videos', old.hash))).toBe(true);
  const environment = readEnvironment({
    ...{ DATA_DIR: folder, S3_BUCKET: 'films', S3_ENDPOINT: s3.url, S3_REGION: 'auto' },
    ...{ S3_ACCESS_KEY_ID: 'AKIA', S3_SECRET_ACCESS_KEY: 'shh' },
  });
  const blobs = openBlobs(environment, database);
  const fresh = await blobs.take(of('new'));
  expect([...s3.bucket.objects.keys()]).toEqual([`videos/${fresh.hash}`]);
  const read: string[] = [];
  for (const { hash, size } of [old, fresh])
    for await (const piece of blobs.read(hash, 0, size)) read.push(Buffer.from(piece).toString());
  expect(read).toEqual(['old', 'new']);
});
