/**
 * Large files of the playground, each kept once under its hash (SHA-256) beside the state, which only names them. A state
 * with many videos in it is as small as one without, and quickly written at every change.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes from which a file is kept by itself. */
export const LARGE = 64_000;

export class KeptFiles {
  readonly #folder: string;
  /** Bytes in the playground are replaced, and never changed. */
  readonly #hashes = new WeakMap<Uint8Array, Buffer>();
  #named = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes them where they are not there yet. Gives the hash, 32 bytes. */
  keep(bytes: Uint8Array): Buffer {
    const hash = this.#hashes.get(bytes) ?? createHash('sha256').update(bytes).digest();
    this.#hashes.set(bytes, hash);
    const name = hash.toString('hex');
    this.#named.add(name);
    const path = join(this.#folder, name);
    if (!existsSync(path)) this.#write(path, bytes);
    return hash;
  }

  /** Throws when they are not there, or are others. */
  read(hash: Buffer): Buffer {
    const bytes = readFileSync(join(this.#folder, hash.toString('hex')));
    if (!createHash('sha256').update(bytes).digest().equals(hash))
      throw new Error(`The file ${hash.toString('hex')} of the playground is damaged.`);
    this.#hashes.set(bytes, hash);
    return bytes;
  }

  /** Removes what was not kept again since the last time: once the state that names the rest is written. */
  removeOthers(): void {
    const there = existsSync(this.#folder) ? readdirSync(this.#folder) : [];
    for (const name of there.filter((one) => !this.#named.has(one)))
      rmSync(join(this.#folder, name), { force: true });
    this.#named = new Set();
  }

  /** Before the state that names them: one whose files are away is set aside by the next start. */
  setAside(): void {
    if (!existsSync(this.#folder)) return;
    const aside = `${this.#folder}.set-aside`;
    rmSync(aside, { recursive: true, force: true });
    renameSync(this.#folder, aside);
  }

  /** Renamed when it is whole, so that a name stands for the bytes that it tells. */
  #write(path: string, bytes: Uint8Array): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, bytes, { mode: 0o600, flush: true });
    renameSync(`${path}.new`, path);
  }
}
