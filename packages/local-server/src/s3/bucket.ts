/** What one bucket holds: objects, and uploads in parts that are not complete. */
import { createHash, randomUUID } from 'node:crypto';
import { S3Error } from './error.ts';

export interface StoredObject {
  bytes: Buffer;
  /** Without quotes. */
  etag: string;
  /** Epoch ms. */
  at: number;
}

export interface Upload {
  id: string;
  key: string;
  parts: Map<number, { bytes: Buffer; etag: string }>;
  /** Epoch ms. */
  at: number;
}

export class Bucket {
  readonly name: string;
  readonly objects = new Map<string, StoredObject>();
  readonly uploads = new Map<string, Upload>();
  readonly #now: () => number;

  constructor(name: string, now: () => number) {
    this.name = name;
    this.#now = now;
  }

  put(key: string, bytes: Buffer, etag: string = md5(bytes)): StoredObject {
    const object = { bytes, etag, at: this.#now() };
    this.objects.set(key, object);
    return object;
  }

  get(key: string): StoredObject {
    const found = this.objects.get(key);
    if (!found) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
    return found;
  }

  copy(from: string, to: string): StoredObject {
    const { bytes, etag } = this.get(from);
    if (bytes.byteLength > LARGEST_COPY)
      throw new S3Error(
        400,
        'InvalidRequest',
        'The specified copy source is larger than the maximum allowable size.',
      );
    return this.put(to, bytes, etag);
  }

  begin(key: string): Upload {
    const upload = { id: randomUUID(), key, parts: new Map(), at: this.#now() };
    this.uploads.set(upload.id, upload);
    return upload;
  }

  uploadOf(key: string, id: string): Upload {
    const found = this.uploads.get(id);
    if (found?.key !== key) throw new S3Error(404, 'NoSuchUpload', 'The specified upload does not exist.');
    return found;
  }

  addPart(upload: Upload, number: number, bytes: Buffer): string {
    if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS)
      throw new S3Error(
        400,
        'InvalidArgument',
        'Part number must be an integer between 1 and 10000, inclusive',
      );
    const etag = md5(bytes);
    upload.parts.set(number, { bytes, etag });
    return etag;
  }

  complete(upload: Upload, named: { number: number; etag: string }[]): StoredObject {
    const numbers = named.map(({ number }) => number);
    if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0)))
      throw new S3Error(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
    const parts = named.map(({ number, etag }) => {
      const part = upload.parts.get(number);
      if (part?.etag !== etag)
        throw new S3Error(400, 'InvalidPart', 'One of the specified parts could not be found.');
      return part;
    });
    if (parts.slice(0, -1).some(({ bytes }) => bytes.byteLength < SMALLEST_PART))
      throw new S3Error(
        400,
        'EntityTooSmall',
        'Your proposed upload is smaller than the minimum allowed size',
      );
    this.uploads.delete(upload.id);
    const digests = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex')));
    const bytes = Buffer.concat(parts.map((part) => part.bytes));
    return this.put(upload.key, bytes, `${md5(digests)}-${parts.length}`);
  }
}

export function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

/** Bytes; of all parts but the last. */
const SMALLEST_PART = 5 * 1024 * 1024;
const MOST_PARTS = 10_000;
/** Bytes, in one request. */
const LARGEST_COPY = 5 * 1024 ** 3;
