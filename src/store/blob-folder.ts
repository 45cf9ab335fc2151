/** Blobs as files of a folder, each named by its hash, for a process whose database lies beside it. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ABANDONED_AFTER, type Blobs, type IsFree, PIECE } from '../media/blobs.ts';

/** Made when the first one comes. */
export function folderBlobs(folder: string): Blobs {
  return {
    take: (bytes, isFree) => take(folder, bytes, isFree),
    read: (hash, from, to) => read(join(folder, named(hash)), from, to),
    remove: (hash) => rm(join(folder, named(hash)), { force: true }),
  };
}

async function take(folder: string, bytes: AsyncIterable<Uint8Array>, isFree?: IsFree) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await forgetAbandoned(folder);
  const begun = join(folder, `${BEGUN}${randomUUID()}`);
  try {
    const blob = await write(begun, bytes);
    await isFree?.(blob.hash);
    await rename(begun, join(folder, blob.hash));
    return blob;
  } catch (error) {
    await rm(begun, { force: true });
    throw error;
  }
}

/** On the disk before it gets its name: a name says that all of it is there. */
async function write(path: string, bytes: AsyncIterable<Uint8Array>) {
  const file = await open(path, 'wx', 0o600);
  try {
    const seen = createHash('sha256');
    let size = 0;
    for await (const piece of bytes) {
      seen.update(piece);
      size += piece.byteLength;
      await file.writeFile(piece);
    }
    await file.sync();
    return { hash: seen.digest('hex'), size };
  } finally {
    await file.close();
  }
}

async function* read(path: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  if (to <= from) return;
  try {
    // Its end is the last byte that is read.
    yield* createReadStream(path, { start: from, end: to - 1, highWaterMark: PIECE });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function forgetAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(BEGUN)) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > ABANDONED_AFTER) await rm(path, { force: true });
  }
}

/** Nothing else leads out of the folder. */
function named(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error(`"${hash}" is no SHA-256.`);
  return hash;
}

const BEGUN = 'taking-';
