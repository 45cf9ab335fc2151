/** The bucket for videos: whether objects can be written, read in part, listed and taken away in it. */
import { randomUUID } from 'node:crypto';
import { t } from '../../../kit/t.ts';
import { type Bucket, openBucket } from '../../../store/bucket.ts';
import { BucketError } from '../../../store/bucket-error.ts';
import { type Check, off, type Result, reasonOf, right, wrong } from './check.ts';

export const checkBucket: Check = async ({ environment: { s3 } }) => {
  if (!s3) return [off(t('Bucket: not used; videos are kept with the database.'))];
  const { bucket, endpoint } = s3;
  const results = await examined(openBucket(s3));
  const fine = t('Bucket: {bucket} at {endpoint} takes, gives and forgets.', { bucket, endpoint });
  return results.length > 0 ? results : [right(fine)];
};

/** What is wrong with it. */
async function examined(bucket: Bucket): Promise<Result[]> {
  const key = `doctor/${randomUUID()}`;
  try {
    await bucket.put(key, Buffer.from('bellwether'));
    const read = Buffer.from((await bucket.read(key, 4, 8)) ?? []).toString();
    await bucket.remove(key);
    if (read !== 'weth' || (await bucket.read(key, 0, 1)))
      return [wrong(t('Bucket: it does not give back what it was given.'), REMEDY())];
  } catch (error) {
    const what = t('Bucket: {reason}.', { reason: reasonOf(error) });
    return [wrong(what, remedyFor(error))];
  }
  return listed(bucket);
}

/** Without it everything works, and what a process left behind that died is never taken away. */
async function listed(bucket: Bucket): Promise<Result[]> {
  try {
    await bucket.list('taking/');
    await bucket.uploads('taking/');
    return [];
  } catch (error) {
    const what = t('Bucket: what was begun and left cannot be listed: {reason}.', {
      reason: reasonOf(error),
    });
    const remedy = t('Allow s3:ListBucket and s3:ListBucketMultipartUploads on the bucket.');
    return [wrong(what, remedy)];
  }
}

const REMEDY = () => t('Check S3_ENDPOINT and S3_BUCKET (docs/operating.md, "Videos in a bucket").');

function remedyFor(error: unknown): string {
  const code = error instanceof BucketError ? error.code : '';
  if (/^(AccessDenied|InvalidAccessKeyId|SignatureDoesNotMatch)$/.test(code))
    return t(
      'Check S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, and what they may (docs/operating.md, "Videos in a bucket").',
    );
  if (/^(AuthorizationHeaderMalformed|PermanentRedirect|TemporaryRedirect)$/.test(code))
    return t('Check S3_REGION and S3_ENDPOINT: the bucket is in another region.');
  if (code === 'RequestTimeTooSkewed') return t('Set the clock of this machine.');
  return REMEDY();
}
