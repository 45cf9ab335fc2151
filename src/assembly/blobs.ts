/** Where the bytes of videos are kept: in the bucket that the environment names, else beside the database or in it. */
import { join } from 'node:path';
import type { Environment } from '../../config/env.ts';
import type { Blobs } from '../media/blobs.ts';
import { withFormer } from '../media/former-blobs.ts';
import { bucketBlobs } from '../store/blob-bucket.ts';
import { folderBlobs } from '../store/blob-folder.ts';
import { databaseBlobs } from '../store/blobs.ts';
import { openBucket } from '../store/bucket.ts';
import type { Database } from '../store/database.ts';

export function openBlobs({ s3, databaseUrl, dataDir }: Environment, database: Database): Blobs {
  const own = databaseUrl ? databaseBlobs(database) : folderBlobs(join(dataDir, 'videos'));
  return s3 ? withFormer(bucketBlobs(openBucket(s3)), own) : own;
}
