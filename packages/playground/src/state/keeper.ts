/**
 * Keeps the playground in its folder and brings it back at the next start. A change is on disk before the bot or a
 * person is told that it was made, so a SIGKILL loses nothing that anybody knows of. Where there is much to write (many
 * thousand messages) and it takes long, a change in a chat is on disk within a quarter of a second instead, and that much may
 * be lost. What the account has taken and where the clock was moved to is never lost.
 *
 * The chats are then a little older than the bot's own database, which knows messages that nobody has: an edit of
 * one answers message_not_found (Slack) or 10008 (Discord), as for a message that somebody deleted.
 */
import { join } from 'node:path';
import type { Log } from '@bellwether/local-server/log.ts';
import { type Parts, restoreParts, snapshotParts } from '@bellwether/local-server/stateful.ts';
import { encode, readState, setAside, writeState } from './file.ts';
import { KeptFiles } from './kept-files.ts';

const FILE_NAME = 'playground.state';
const FILES = 'playground.files';
/** Bytes up to which all is written at every change, however long a busy machine takes for it. */
const SMALL = 1_000_000;
/** Milliseconds that a write of more may take to be made at every change. */
const QUICK = 20;
/** Milliseconds up to the next write where they take longer. */
const PAUSE = 250;

interface Kept {
  path: string;
  files: KeptFiles;
}

export class StateKeeper {
  readonly #kept: Kept | undefined;
  readonly #log: Log;
  #parts: Parts | undefined;
  #head = '';
  #isLong = false;
  #timer: NodeJS.Timeout | undefined;
  #failing = false;

  /** Without a folder nothing is kept. */
  constructor(folder: string | undefined, log: Log) {
    if (folder !== undefined)
      this.#kept = { path: join(folder, FILE_NAME), files: new KeptFiles(join(folder, FILES)) };
    this.#log = log;
  }

  /** The parts as they were; new ones (`fresh`) when nothing is there or it cannot be read. Writes nothing. */
  open<P extends Parts>(create: () => P): { parts: P; fresh: boolean } {
    const { parts, fresh } = this.#opened(create);
    this.#parts = parts;
    return { parts, fresh };
  }

  /** Something is different: written now, or soon where that takes long. */
  touch(): void {
    if (this.#isLong) this.touchLightly();
    else this.save();
  }

  /** Something that nobody was told of is different: written soon. */
  touchLightly(): void {
    this.#timer ??= setTimeout(() => this.save(), PAUSE).unref();
  }

  /** Writes now. What cannot be written is logged; the playground goes on. */
  save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#kept || !this.#parts) return;
    try {
      this.#write(this.#kept, this.#parts);
      this.#failing = false;
    } catch (error) {
      if (!this.#failing)
        this.#log.error(
          { err: error, path: this.#kept.path },
          'The playground cannot be kept for the next start.',
        );
      this.#failing = true;
    }
  }

  /** Writes what is still to be written; from then on nothing is. */
  close(): void {
    if (this.#timer) this.save();
    this.#parts = undefined;
  }

  #opened<P extends Parts>(create: () => P): { parts: P; fresh: boolean } {
    if (!this.#kept) return { parts: create(), fresh: true };
    const { path, files } = this.#kept;
    try {
      const saved = readState(path, files);
      if (saved === undefined) return { parts: create(), fresh: true };
      const parts = create();
      restoreParts(parts, saved);
      return { parts, fresh: false };
    } catch (error) {
      files.setAside();
      const aside = setAside(path);
      this.#log.warn({ err: error, aside }, 'The playground could not be brought back; it starts empty.');
      return { parts: create(), fresh: true };
    }
  }

  #write({ path, files }: Kept, parts: Parts): void {
    const begun = performance.now();
    const encoded = encode(snapshotParts(parts), files);
    try {
      if (encoded.head === this.#head) return;
      writeState(path, encoded);
      files.removeOthers();
      this.#head = encoded.head;
    } finally {
      this.#isLong = encoded.body.length > SMALL && performance.now() - begun > QUICK;
    }
  }
}
