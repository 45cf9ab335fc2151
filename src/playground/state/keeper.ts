/**
 * Keeps the playground in its folder and brings it back at the next start. A change is on disk at once, or a quarter
 * of a second after the change before it: that much of the chats a SIGKILL may lose. What the account has taken and
 * where the clock was moved to is on disk before anybody is told (`save`).
 *
 * So the chats may be a little older than the bot's own database, which then knows messages that nobody has:
 * an edit of one answers message_not_found (Slack) or 10008 (Discord), as for a message that somebody deleted.
 */
import { join } from 'node:path';
import type { Log } from '../../kit/log.ts';
import { encode, readState, setAside, writeState } from './file.ts';
import { type Parts, restoreParts, snapshotParts } from './stateful.ts';

const FILE_NAME = 'playground.state';
/** Milliseconds of real time between two writes. */
const PAUSE = 250;

export class StateKeeper {
  readonly #path: string | undefined;
  readonly #log: Log;
  #parts: Parts | undefined;
  #head = '';
  #writtenAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #failing = false;

  /** Without a folder nothing is kept. */
  constructor(folder: string | undefined, log: Log) {
    this.#path = folder === undefined ? undefined : join(folder, FILE_NAME);
    this.#log = log;
  }

  /** The parts as they were; new ones (`fresh`) when nothing is there or it cannot be read. Writes nothing. */
  open<P extends Parts>(create: () => P): { parts: P; fresh: boolean } {
    const { parts, fresh } = this.#opened(create);
    this.#parts = parts;
    return { parts, fresh };
  }

  /** Something is different: to be written soon. */
  touch = (): void => {
    if (!this.#path || !this.#parts || this.#timer) return;
    const wait = Math.max(0, this.#writtenAt + PAUSE - performance.now());
    this.#timer = setTimeout(() => this.save(), wait).unref();
  };

  /** Writes now. What cannot be written is logged; the playground goes on. */
  save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#path || !this.#parts) return;
    try {
      this.#write(this.#path, this.#parts);
      this.#failing = false;
    } catch (error) {
      if (!this.#failing)
        this.#log.error(
          { err: error, path: this.#path },
          'The playground cannot be kept for the next start.',
        );
      this.#failing = true;
    }
    this.#writtenAt = performance.now();
  }

  /** Writes what is still to be written; from then on nothing is. */
  close(): void {
    if (this.#timer) this.save();
    this.#parts = undefined;
  }

  #opened<P extends Parts>(create: () => P): { parts: P; fresh: boolean } {
    if (!this.#path) return { parts: create(), fresh: true };
    try {
      const saved = readState(this.#path);
      if (saved === undefined) return { parts: create(), fresh: true };
      const parts = create();
      restoreParts(parts, saved);
      return { parts, fresh: false };
    } catch (error) {
      const aside = setAside(this.#path);
      this.#log.warn({ err: error, aside }, 'The playground could not be brought back; it starts empty.');
      return { parts: create(), fresh: true };
    }
  }

  #write(path: string, parts: Parts): void {
    const encoded = encode(snapshotParts(parts));
    if (encoded.head === this.#head) return;
    writeState(path, encoded);
    this.#head = encoded.head;
  }
}
