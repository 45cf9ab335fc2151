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
  #there: Set<string> | undefined;
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
    if (!this.#all().has(name)) this.#write(name, bytes);
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
    const all = this.#all();
    for (const name of [...all].filter((one) => !this.#named.has(one))) {
      rmSync(join(this.#folder, name), { force: true });
      all.delete(name);
    }
    this.#named = new Set();
  }

  setAside(): void {
    if (existsSync(this.#folder)) {
      const aside = `${this.#folder}.set-aside`;
      rmSync(aside, { recursive: true, force: true });
      renameSync(this.#folder, aside);
    }
    this.#there = undefined;
  }

  #all(): Set<string> {
    this.#there ??= new Set(existsSync(this.#folder) ? readdirSync(this.#folder) : []);
    return this.#there;
  }

  /** Renamed when it is whole, so that a name stands for the bytes that it tells. */
  #write(name: string, bytes: Uint8Array): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const path = join(this.#folder, name);
    writeFileSync(`${path}.new`, bytes, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    this.#all().add(name);
  }
}
