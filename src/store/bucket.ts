/**
 * A bucket of an S3 service, by s3mini, which is loaded with the first request. Each request is bounded in time, and tried
 * again where that may help: all of them may be done twice.
 */
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { S3mini, UploadPart } from 's3mini';
import { z } from 'zod';
import { pauseBefore } from '../kit/backoff.ts';
import { BucketError, bucketErrorOf, isPassing } from './bucket-error.ts';

export interface BucketSettings {
  /** Without a path; the bucket stands behind it as one. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Each throws a `BucketError`. */
export interface Bucket {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** From byte `from` up to, and not with, byte `to`, or to its end; undefined: it is not there, or ends before. */
  read(key: string, from: number, to: number): Promise<Uint8Array | undefined>;
  /** Within the bucket; up to 5 GB. */
  copy(from: string, to: string): Promise<void>;
  /** Gone already is gone. */
  remove(key: string): Promise<void>;
  begin(key: string): Promise<BucketUpload>;
  /** The first thousand whose keys begin so. `at`: epoch ms. */
  list(prefix: string): Promise<{ key: string; at: number }[]>;
  /** Those that were begun, and are not complete. */
  uploads(prefix: string): Promise<{ upload: BucketUpload; at: number }[]>;
}

/** An object that is put up in parts, of 5 MiB or more each but the last. */
export interface BucketUpload {
  add(number: number, bytes: Uint8Array): Promise<UploadPart>;
  complete(parts: UploadPart[]): Promise<void>;
  abort(): Promise<void>;
}

/** `wait`: ms before another try. */
export function openBucket(
  settings: BucketSettings,
  wait: (ms: number) => Promise<unknown> = setTimeout,
): Bucket {
  const client = opener(settings);
  const ask = <T>(run: (client: S3mini) => Promise<T>): Promise<T> =>
    tried(settings, wait, async () => run(await client()));
  const uploadOf = (key: string, id: string): BucketUpload => ({
    add: (number, bytes) => ask((s3) => s3.uploadPart(key, id, bytes, number, {}, undefined, sumOf(bytes))),
    complete: (parts) => ask((s3) => complete(s3, key, id, parts)),
    abort: () => ask((s3) => s3.abortMultipartUpload(key, id)).then(() => {}, unlessAbsent),
  });
  return {
    async put(key, bytes) {
      await ask((s3) => s3.putObject(key, bytes, TYPE, undefined, sumOf(bytes)));
    },
    read: (key, from, to) => ask((s3) => read(s3, key, from, to)).catch(unlessAbsent),
    async copy(from, to) {
      await ask((s3) => s3.copyObject(from, to));
    },
    remove: (key) => ask((s3) => s3.deleteObject(key)).then(() => {}, unlessAbsent),
    begin: async (key) => uploadOf(key, await ask((s3) => s3.getMultipartUploadId(key, TYPE))),
    async list(prefix) {
      const found = await ask((s3) => s3.listObjects('/', prefix, MOST));
      return (found ?? []).map(({ Key: key, LastModified: at }) => ({ key, at: at.getTime() }));
    },
    async uploads(prefix) {
      const found = await ask((s3) => s3.listMultipartUploads('/', prefix, 'GET', { prefix }));
      const all = [uploadsIn(found).Upload ?? []].flat();
      return all.map(({ Key, UploadId, Initiated }) => ({
        upload: uploadOf(Key, UploadId),
        at: Date.parse(Initiated),
      }));
    },
  };
}

/** It is told apart by its type alone, which nobody asks for. */
const TYPE = 'application/octet-stream';
const MOST = 1_000;
const TRIES = 3;
/** ms; a copy of some gigabytes takes minutes. */
const DEADLINE = 240_000;

const uploadShape = z.object({ Key: z.string(), UploadId: z.string(), Initiated: z.string() });
/** One alone is no list of one. */
const uploadsShape = z.object({ Upload: z.union([z.array(uploadShape), uploadShape]).optional() });

function uploadsIn(answer: unknown): z.infer<typeof uploadsShape> {
  const read = z.object({ ListMultipartUploadsResult: uploadsShape.or(z.literal('')) }).safeParse(answer);
  if (!read.success) throw new BucketError('it does not list the uploads that were begun', 'NoList');
  return read.data.ListMultipartUploadsResult || {};
}

function opener({ endpoint, bucket, ...rest }: BucketSettings): () => Promise<S3mini> {
  let opened: Promise<S3mini> | undefined;
  return () => {
    opened ??= import('s3mini').then(
      (library) =>
        new library.S3mini({
          ...rest,
          endpoint: `${endpoint}/${bucket}`,
          requestAbortTimeout: DEADLINE,
          fetch: send,
        }),
    );
    return opened;
  };
}

/** What was signed for one host is not sent on to another. */
const send: typeof fetch = (input, init) =>
  fetch(input, { ...init, headers: withoutLength(init?.headers), redirect: 'manual' });

/**
 * `fetch` adds the length by itself, and s3mini has put it there already. With it twice nothing is sent where another
 * undici than Node's sends for the whole process: that of discord.js, or one that knows a proxy.
 */
function withoutLength(given: RequestInit['headers']): Headers {
  const headers = new Headers(given);
  headers.delete('content-length');
  return headers;
}

async function tried<T>(
  settings: BucketSettings,
  wait: (ms: number) => Promise<unknown>,
  run: () => Promise<T>,
): Promise<T> {
  for (let failed = 1; ; failed += 1) {
    try {
      return await run();
    } catch (error) {
      if (failed >= TRIES || !isPassing(error)) throw bucketErrorOf(error, settings.bucket);
      await wait(pauseBefore(failed));
    }
  }
}

async function read(s3: S3mini, key: string, from: number, to: number): Promise<Uint8Array> {
  const response = await s3.getObjectRaw(key, false, from, to);
  const given = /^bytes (\d+)-(\d+)\//.exec(response.headers.get('content-range') ?? '');
  const size = Number(given?.[2]) + 1 - from;
  if (response.status !== 206 || Number(given?.[1]) !== from || !(size <= to - from)) {
    await response.body?.cancel();
    throw new BucketError('it does not give the part of an object that is asked for', 'NoRanges');
  }
  return new Uint8Array(await response.arrayBuffer());
}

/** S3 tells some failures in an answer that looks like a success. One that is done already is done. */
async function complete(s3: S3mini, key: string, id: string, parts: UploadPart[]): Promise<void> {
  try {
    const { etag } = await s3.completeMultipartUpload(key, id, parts);
    if (!etag) throw new BucketError('it did not put an upload together', 'Incomplete');
  } catch (error) {
    const isDone = bucketErrorOf(error, '').code === 'NoSuchUpload' && (await s3.objectExists(key));
    if (!isDone) throw error;
  }
}

/** The service looks whether that is what came. */
function sumOf(bytes: Uint8Array): Record<string, string> {
  return { 'content-md5': createHash('md5').update(bytes).digest('base64') };
}

function unlessAbsent(error: unknown): undefined {
  if (error instanceof BucketError && ABSENT.has(error.code)) return undefined;
  throw error;
}

/** A bucket that is not there is another matter. */
const ABSENT = new Set(['NoSuchKey', 'NoSuchUpload', 'InvalidRange']);
