/** Videos in a bucket of S3: what is sent, tried again, taken back, and told. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LocalS3, type S3Fault } from '@bellwether/local-server/s3/index.ts';
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Blobs } from '../../src/media/blobs.ts';
import { withFormer } from '../../src/media/former-blobs.ts';
import { hashOf } from '../../src/media/hash.ts';
import { bucketBlobs } from '../../src/store/blob-bucket.ts';
import { type BucketSettings, openBucket } from '../../src/store/bucket.ts';
import { BucketError } from '../../src/store/bucket-error.ts';

const KEYS = { accessKeyId: 'AKIATEST', secretAccessKey: 'not to be told', region: 'eu-central-1' };
const MEBIBYTE = 1_048_576;
const DAY = 86_400_000;

let now = Date.now();
let s3: LocalS3;
let waited: number[] = [];
const settings = (): BucketSettings => ({ ...KEYS, endpoint: s3.url, bucket: 'videos' });
const wait = async (ms: number) => void waited.push(ms);
const blobs = (): Blobs => bucketBlobs(openBucket(settings(), wait), () => now);

beforeAll(async () => {
  s3 = new LocalS3({ ...KEYS, bucket: 'videos' });
  await s3.start();
});
afterAll(() => s3?.stop());
beforeEach(() => {
  s3.bucket.objects.clear();
  s3.bucket.uploads.clear();
  s3.calls.length = 0;
  waited = [];
  now = Date.now();
});

function bytesOf(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size);
  for (let index = 0; index < size; index += 4_096) bytes.writeUInt32LE(index * 31 + seed, index);
  return bytes;
}

async function* inPieces(bytes: Buffer, size = 700_001) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

const LARGE = bytesOf(11 * MEBIBYTE);
const NAME = `videos/${hashOf(LARGE)}`;

it('a large one goes up in parts while it comes, and stands under its hash alone', async () => {
  const seen: number[] = [];
  async function* counted() {
    for await (const piece of inPieces(LARGE)) {
      seen.push(s3.calls.filter((name) => name === 'UploadPart').length);
      yield piece;
    }
  }
  expect(await blobs().take(counted())).toEqual({ hash: hashOf(LARGE), size: LARGE.length });
  expect(seen.at(-1)).toBe(2);
  expect([...s3.bucket.objects.keys()]).toEqual([NAME]);
  expect(s3.bucket.uploads.size).toBe(0);
  expect(hashOf(await whole(blobs().read(hashOf(LARGE), 0, LARGE.length)))).toBe(hashOf(LARGE));
});

it.each([0, 1, 5 * MEBIBYTE, 10 * MEBIBYTE])('one of %i bytes comes out as it went in', async (size) => {
  const bytes = bytesOf(size + 4).subarray(0, size);
  const { hash } = await blobs().take(inPieces(bytes));
  expect(hash).toBe(hashOf(bytes));
  expect(hashOf(await whole(blobs().read(hash, 0, size + 10)))).toBe(hash);
});

it('all goes to the bucket and back also where another undici than that of Node sends for the whole process', async () => {
  const before = getGlobalDispatcher();
  setGlobalDispatcher(new Agent());
  onTestFinished(() => setGlobalDispatcher(before));
  const { hash } = await blobs().take(inPieces(LARGE));
  expect(hashOf(await whole(blobs().read(hash, 0, LARGE.length)))).toBe(hashOf(LARGE));
  expect([...s3.bucket.objects.keys()]).toEqual([NAME]);
});

it('of a large one that breaks off no part stays', async () => {
  async function* brokenOff() {
    yield LARGE;
    throw new Error('the line is dead');
  }
  await expect(blobs().take(brokenOff())).rejects.toThrow('the line is dead');
  expect([s3.bucket.objects.size, s3.bucket.uploads.size]).toEqual([0, 0]);
  expect(s3.calls).toContain('UploadPart');
});

it.each<[string, S3Fault]>([
  ['UploadPart', { refusal: { status: 503, code: 'SlowDown' } }],
  ['UploadPart', { loseAnswer: 'after' }],
  ['UploadPart', { loseAnswer: 'before' }],
  ['CreateMultipartUpload', { refusal: { status: 500, code: 'InternalError' } }],
  ['CompleteMultipartUpload', { loseAnswer: 'before' }],
  ['CompleteMultipartUpload', { loseAnswer: 'after' }],
  ['CompleteMultipartUpload', { within: 'InternalError' }],
  ['CopyObject', { within: 'InternalError' }],
  ['CopyObject', { loseAnswer: 'after' }],
  ['DeleteObject', { loseAnswer: 'after' }],
])('%s is tried again when it ends by %j', async (name, fault) => {
  s3.faults.next(name, fault);
  await blobs().take(inPieces(LARGE));
  expect([...s3.bucket.objects.keys()]).toEqual([NAME]);
  expect(hashOf(s3.bucket.get(NAME).bytes)).toBe(hashOf(LARGE));
  expect(waited).toHaveLength(1);
});

it.each<[string, S3Fault]>([
  ['a busy service', { refusal: { status: 503, code: 'SlowDown' } }],
  ['an answer that breaks off', { breakAfter: 1_000 }],
  ['no answer', { loseAnswer: 'before' }],
])('what is read is asked for again after %s', async (_what, fault) => {
  await blobs().take(inPieces(LARGE));
  s3.faults.next('GetObject', fault);
  expect(hashOf(await whole(blobs().read(hashOf(LARGE), 0, LARGE.length)))).toBe(hashOf(LARGE));
  expect(waited).toHaveLength(1);
});

it('the third failure is told, with the bucket and without a secret, and nothing stays', async () => {
  for (let tries = 0; tries < 3; tries += 1)
    s3.faults.next('UploadPart', { refusal: { status: 503, code: 'SlowDown' } });
  const error = await blobs()
    .take(inPieces(LARGE))
    .catch((caught) => caught);
  expect(error).toBeInstanceOf(BucketError);
  expect(error).toMatchObject({ message: 'videos answered 503 SlowDown', code: 'SlowDown', status: 503 });
  expect(s3.bucket.uploads.size).toBe(0);
});

it('a refusal is not tried again, and what is told of it holds no key', async () => {
  const wrong = openBucket({ ...settings(), secretAccessKey: 'another' }, wait);
  const error = await wrong.put('a', Buffer.from('a')).catch((caught) => caught);
  expect(error).toMatchObject({ message: 'videos answered 403 SignatureDoesNotMatch' });
  expect(JSON.stringify([error, error.cause, error.stack])).not.toMatch(/another|AKIATEST/);
  expect(waited).toEqual([]);
});

it('one that cannot be reached is told as such', async () => {
  const closed = new LocalS3({ ...KEYS, bucket: 'videos' });
  await closed.start();
  const endpoint = closed.url;
  await closed.stop();
  const gone = openBucket({ ...settings(), endpoint }, wait);
  await expect(gone.read('a', 0, 1)).rejects.toThrow('videos cannot be reached (ECONNREFUSED)');
  expect(waited).toHaveLength(2);
});

it('what is signed for one address is not sent on to another', async () => {
  const redirecting = createServer((_, response) => {
    response.writeHead(307, { location: `${s3.url}/videos/a` }).end();
  });
  await new Promise<void>((resolve) => redirecting.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void redirecting.close());
  const endpoint = `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}`;
  await expect(openBucket({ ...settings(), endpoint }, wait).put('a', Buffer.from('a'))).rejects.toThrow(
    'videos answered 307',
  );
  expect(s3.calls).toEqual([]);
});

it('a bucket that is not there is no object that is not there', async () => {
  const other = openBucket({ ...settings(), bucket: 'elsewhere' }, wait);
  await expect(other.read('a', 0, 1)).rejects.toThrow('elsewhere answered 404 NoSuchBucket');
  expect(await openBucket(settings(), wait).read('a', 0, 1)).toBeUndefined();
});

it('an answer with all of an object is not taken for the part that was asked for', async () => {
  await blobs().take(inPieces(LARGE));
  s3.faults.next('GetObject', { wholeObject: true });
  await expect(whole(blobs().read(hashOf(LARGE), MEBIBYTE, 2 * MEBIBYTE))).rejects.toThrow(
    'does not give the part',
  );
});

it('what a dead process had begun is forgotten after a day, and what is being put up is not', async () => {
  const bucket = openBucket(settings(), wait);
  await bucket.put('taking/whole', Buffer.from('x'));
  await bucket.begin('taking/one');
  await bucket.begin('taking/two');
  await blobs().take(inPieces(bytesOf(100)));
  expect([s3.bucket.uploads.size, s3.bucket.objects.size]).toEqual([2, 2]);
  now += DAY + 60_000;
  await blobs().take(inPieces(bytesOf(100)));
  expect([s3.bucket.uploads.size, s3.bucket.objects.size]).toEqual([0, 1]);
});

it('who may not list it may put something in', async () => {
  s3.faults.next('ListObjectsV2', { refusal: { status: 403, code: 'AccessDenied' } });
  expect((await blobs().take(inPieces(bytesOf(100)))).size).toBe(100);
});

it('nothing leads to another object than its hash', async () => {
  await expect(whole(blobs().read('../other', 0, 1))).rejects.toThrow('is no SHA-256');
  await expect(blobs().remove('a/../b')).rejects.toThrow('is no SHA-256');
});

it('what was kept elsewhere before is read from there, and taken away there too', async () => {
  const former = new Map([['f'.repeat(64), Buffer.from('former')]]);
  const before: Blobs = {
    take: () => Promise.reject(new Error('it takes nothing any more')),
    async *read(hash, from, to) {
      const found = former.get(hash)?.subarray(from, to);
      if (found) yield found;
    },
    remove: async (hash) => void former.delete(hash),
  };
  const both = withFormer(blobs(), before);
  const { hash } = await both.take(inPieces(bytesOf(100)));
  expect((await whole(both.read(hash, 0, 100))).length).toBe(100);
  expect((await whole(both.read('f'.repeat(64), 1, 3))).toString()).toBe('or');
  await both.remove('f'.repeat(64));
  expect(former.size).toBe(0);
});
