/**
 * What was acknowledged and is not done yet, in files of this process: a row would make the person wait for the
 * database. It is sealed, since it holds what people wrote and the tokens that answer them.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Journal, Kept, Left, Stage } from '../../chat/journal.ts';
import type { ChatName } from '../../chat/reference.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import { makePrivate } from '../../kit/private-folder.ts';
import type { Seal } from '../../kit/seal.ts';
import { type Owner, thisProcess } from '../open/owner.ts';
import { Segment } from './segment.ts';
import { LONGEST_WAIT, nameOf, takeDead } from './take-dead.ts';

export interface FileJournalOptions {
  /** `DATA_DIR`; the files stand in a folder of it. */
  dataDir: string;
  /** Nobody else uses the folder: whose files are there is dead. */
  isSole: boolean;
  seal: Seal;
  clock: Clock;
  log: Log;
}

type Taker = (kept: Kept, isLate: boolean) => void;

export class FileJournal implements Journal {
  private readonly options: FileJournalOptions;
  private readonly folder: string;
  private readonly owner: Owner = thisProcess(randomUUID());
  private readonly segments: Segment[] = [];
  /** By the event. `times`: it was told again before it was done. */
  private readonly open = new Map<string, { segment: Segment; number: number; times: number }>();
  private readonly lefts = new Map<string, { stage: Stage; until: number }>();
  private readonly takers = new Map<ChatName, Taker>();
  private last = 0;
  private isFaulty = false;
  private beat: NodeJS.Timeout | undefined;

  constructor(options: FileJournalOptions) {
    this.options = options;
    this.folder = join(options.dataDir, FOLDER);
  }

  /** Makes the folder, and looks from time to time for what the dead left. Never throws. */
  start(): void {
    this.quietly(() => {
      mkdirSync(this.options.dataDir, { recursive: true, mode: 0o700 });
      makePrivate(this.folder, []);
    });
    if (this.options.isSole) return;
    this.beat = setInterval(() => this.quietly(() => this.look()), BEAT).unref();
  }

  /** What is not done stays for the next one. */
  stop(): void {
    clearInterval(this.beat);
    this.quietly(() => {
      for (const segment of this.segments.splice(0)) segment.close();
    });
  }

  heard(kept: Kept): void {
    this.quietly(() => this.keep(kept, 'heard'));
  }

  reached(event: string, stage: Stage): void {
    const found = this.open.get(event);
    const left = this.lefts.get(event);
    // It came further with whoever left it.
    if (left && left.stage !== 'heard' && stage === 'acknowledged') return;
    if (left) left.stage = stage;
    if (found) this.quietly(() => found.segment.reached(found.number, stage));
  }

  done(event: string): void {
    const found = this.open.get(event);
    if (!found) return;
    found.times -= 1;
    if (found.times > 0) return;
    this.open.delete(event);
    this.lefts.delete(event);
    this.quietly(() => {
      found.segment.done(found.number);
      this.tidy();
    });
  }

  left(event: string): Left | undefined {
    const found = this.lefts.get(event);
    this.lefts.delete(event);
    return found && { stage: found.stage, isLate: this.isLate(found) };
  }

  takeUp(chat: ChatName, again: Taker): () => void {
    this.takers.set(chat, again);
    this.quietly(() => this.look());
    return () => {
      if (this.takers.get(chat) === again) this.takers.delete(chat);
    };
  }

  /** Whatever a dead process left of our chats becomes ours before its file goes. */
  private look(): void {
    const { options, owner, folder, takers } = this;
    if (!options.isSole)
      for (const segment of [...this.segments])
        if (!segment.touch()) this.segments.splice(this.segments.indexOf(segment), 1);
    const isWanted = (chat: string) => takers.has(chat);
    takeDead({ folder, own: owner.token, isWanted, ...options }, ({ sealed, stage }) => {
      const kept = keptSchema.parse(JSON.parse(options.seal.open(sealed, CONTEXT)));
      const taker = takers.get(kept.chat);
      if (kept.until + LONGEST_WAIT <= options.clock.now()) return undefined;
      if (!taker) return kept.chat;
      this.quietly(() => this.keep(kept, stage));
      this.lefts.set(kept.event, { stage, until: kept.until });
      taker(kept, this.isLate(kept));
      return undefined;
    });
  }

  private isLate({ until }: { until: number }): boolean {
    return until <= this.options.clock.now();
  }

  private keep(kept: Kept, stage: Stage): void {
    const known = this.open.get(kept.event);
    if (known) {
      known.times += 1;
      return;
    }
    const sealed = this.options.seal.seal(JSON.stringify(kept), CONTEXT);
    const segment = this.current(kept.chat);
    this.last += 1;
    segment.heard(this.last, sealed, stage);
    this.open.set(kept.event, { segment, number: this.last, times: 1 });
  }

  /** The file that is written to: a new one when it is full, and one for each chat, as not everybody takes all. */
  private current(chat: ChatName): Segment {
    const last = this.segments.findLast((segment) => segment.chat === chat);
    if (last && last.size < MOST_BYTES) return last;
    if (this.segments.length >= MOST_SEGMENTS)
      throw new Error('too much is acknowledged and not done; what comes now is not kept');
    const path = join(this.folder, nameOf(this.owner.token, chat, this.last));
    const made = new Segment(path, this.owner, chat);
    this.segments.push(made);
    return made;
  }

  /** Full files go when all in them is done. */
  private tidy(): void {
    for (const segment of this.segments.filter(({ open, size }) => open.size === 0 && size >= MOST_BYTES)) {
      this.segments.splice(this.segments.indexOf(segment), 1);
      segment.close();
    }
  }

  /** A folder that takes nothing must not keep anybody from being answered. */
  private quietly(act: () => void): void {
    try {
      act();
      this.isFaulty = false;
    } catch (error) {
      if (!this.isFaulty) this.options.log.warn({ err: error, folder: this.folder }, UNKEPT);
      this.isFaulty = true;
    }
  }
}

const keptSchema = z.object({ chat: z.string(), event: z.string(), until: z.number(), body: z.unknown() });

const FOLDER = 'journal';
const CONTEXT = 'journal';
const UNKEPT = 'what is acknowledged is not kept: if the bot dies amid it, nobody is told';
/** ms */
const BEAT = 2_000;
const MOST_BYTES = 1_000_000;
const MOST_SEGMENTS = 16;
