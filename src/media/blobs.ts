/** Where the bytes of videos are kept: taken in and given out as they come, never all of them at once. */

export interface Blobs {
  /** Bytes of one, at most; undefined: what it stands on sets no end. */
  largest?: number;
  /**
   * Keeps what comes, under its hash; the same twice is kept once. What breaks off leaves nothing. `isFree` is awaited with the
   * hash right before it is kept under it.
   */
  take(bytes: AsyncIterable<Uint8Array>, isFree?: IsFree): Promise<Blob>;
  /** From byte `from` up to, and not with, byte `to`, in pieces of at most a megabyte. Nothing where it is not kept. */
  read(hash: string, from: number, to: number): AsyncIterable<Uint8Array>;
  /** Gone already is gone. */
  remove(hash: string): Promise<void>;
}

/** Resolves when nobody takes away any more what is kept under that hash. What it throws, taking throws. */
export type IsFree = (hash: string) => Promise<void>;

export interface Blob {
  /** SHA-256 of the bytes, hex. */
  hash: string;
  /** Bytes. */
  size: number;
}

/** Bytes of one piece, at most. */
export const PIECE = 1_048_576;

/** ms after which what was begun and never finished is taken for left behind by a process that died. */
export const ABANDONED_AFTER = 24 * 3_600_000;
