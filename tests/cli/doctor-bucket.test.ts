/** What the doctor says of the bucket for videos. */
import { LocalS3 } from '@bellwether/local-server/s3/index.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readEnvironment } from '../../config/env.ts';
import { checkBucket } from '../../src/cli/verbs/doctor/bucket.ts';

const KEYS = { accessKeyId: 'AKIATEST', secretAccessKey: 'shh', region: 'us-east-1', bucket: 'films' };
let s3: LocalS3;

beforeEach(async () => {
  s3 = new LocalS3(KEYS);
  await s3.start();
});
afterEach(() => s3.stop());

function linesFor(more: Record<string, string> = {}): Promise<string[]> {
  const environment = readEnvironment({
    ...{ S3_BUCKET: 'films', S3_ENDPOINT: s3.url },
    ...{ S3_ACCESS_KEY_ID: 'AKIATEST', S3_SECRET_ACCESS_KEY: 'shh', ...more },
  });
  return linesOf(environment);
}

async function linesOf(environment: ReturnType<typeof readEnvironment>): Promise<string[]> {
  const results = await checkBucket({ environment, networks: new Map() });
  return results.map((one) => `${one.state}: ${one.what}${one.state === 'wrong' ? ` ${one.remedy}` : ''}`);
}

it('says nothing is wrong when it gives back what it was given, and leaves nothing behind', async () => {
  expect(await linesFor()).toEqual([`right: Bucket: films at ${s3.url} takes, gives and forgets.`]);
  expect(s3.bucket.objects.size).toBe(0);
});

it('is off where there is none', async () => {
  expect(await linesOf(readEnvironment({}))).toEqual([
    'off: Bucket: not used; videos are kept with the database.',
  ]);
});

it.each([
  [
    'another secret',
    { S3_SECRET_ACCESS_KEY: 'wrong-one' },
    'answered 403 SignatureDoesNotMatch. Check S3_ACCESS_KEY_ID',
  ],
  ['another region', { S3_REGION: 'eu-west-1' }, 'AuthorizationHeaderMalformed. Check S3_REGION'],
  [
    'another bucket',
    { S3_BUCKET: 'else' },
    'else answered 404 NoSuchBucket. Check S3_ENDPOINT and S3_BUCKET',
  ],
])('tells of %s, and what to look at', async (_what, more, told) => {
  const lines = await linesFor(more);
  expect(lines).toEqual([expect.stringContaining(told)]);
  expect(lines.join()).not.toMatch(/wrong-one|shh/);
});

it('tells which right is missing when it cannot be listed', async () => {
  s3.faults.next('ListMultipartUploads', { refusal: { status: 403, code: 'AccessDenied' } });
  expect(await linesFor()).toEqual([expect.stringMatching(/^wrong: .*Allow s3:ListBucket and/)]);
});
