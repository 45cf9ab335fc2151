/**
 * One file of the journal: whose it is, then a line for each thing that happened. It is only appended to and never
 * synced: what a process handed to the system outlives the process, and a machine that loses power loses its network too.
 */
import {
  closeSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { z } from 'zod';
import type { Stage } from '../../chat/journal.ts';
import type { ChatName } from '../../chat/reference.ts';
import { type Owner, parseOwner } from '../open/owner.ts';

export class Segment {
  /** Numbers of what is not done yet. */
  readonly open = new Set<number>();
  readonly path: string;
  readonly chat: ChatName;
  private readonly file: number;
  private bytes = 0;
  private isLost = false;

  /** Throws what the system says where it cannot be made. */
  constructor(path: string, owner: Owner, chat: ChatName) {
    this.path = path;
    this.chat = chat;
    this.file = openSync(path, 'ax', 0o600);
    this.append(owner);
  }

  get size(): number {
    return this.bytes;
  }

  heard(number: number, sealed: string, stage: Stage): void {
    this.append([stage, number, sealed]);
    this.open.add(number);
  }

  reached(number: number, stage: Stage): void {
    this.append([stage, number]);
  }

  done(number: number): void {
    this.open.delete(number);
    this.append(['done', number]);
  }

  /**
   * So that whoever cannot see this process knows that it lives. False: somebody has taken it for dead, and the file; what
   * was in it is theirs.
   */
  touch(): boolean {
    const now = new Date();
    try {
      utimesSync(this.path, now, now);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      this.isLost = true;
      closeSync(this.file);
      return false;
    }
  }

  close(): void {
    if (this.isLost) return;
    closeSync(this.file);
    if (this.open.size === 0) rmSync(this.path, { force: true });
  }

  /** The line break comes first: a line that was cut off spoils no other. */
  private append(line: unknown): void {
    if (this.isLost) return;
    this.bytes += writeSync(this.file, `\n${JSON.stringify(line)}`);
  }
}

export interface LeftLine {
  stage: Stage;
  sealed: string;
}

/** Undefined: it is not said, or the file is no more. */
export function ownerOf(path: string): Owner | undefined {
  try {
    const file = openSync(path, 'r');
    try {
      const head = Buffer.alloc(LONGEST_HEAD);
      const length = readSync(file, head, 0, LONGEST_HEAD, 0);
      return parseOwner(head.toString('utf8', 0, length).split('\n')[1] ?? '');
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Bytes. */
const LONGEST_HEAD = 1_000;

/** What is not done in a file. */
export function readSegment(path: string): LeftLine[] {
  const [, , ...lines] = textOf(path).split('\n');
  const left = new Map<number, LeftLine>();
  for (const line of lines) {
    const read = lineOf(line);
    if (!read) continue;
    const [stage, number, sealed] = read;
    const known = left.get(number);
    if (stage === 'done') left.delete(number);
    else if (known) known.stage = stage;
    else if (sealed !== undefined) left.set(number, { stage, sealed });
  }
  return [...left.values()];
}

/** Of nobody: whoever hears its chat takes it. */
export function writeSegment(path: string, left: LeftLine[]): void {
  const lines = left.map(({ stage, sealed }, number) => JSON.stringify([stage, number, sealed]));
  writeFileSync(path, ['', '{}', ...lines].join('\n'), { mode: 0o600 });
}

const lineSchema = z.union([
  z.tuple([z.enum(['heard', 'acknowledged', 'taken', 'begun']), z.int(), z.string().optional()]),
  z.tuple([z.literal('done'), z.int()]),
]);

/** Undefined: it was cut off. */
function lineOf(line: string): z.infer<typeof lineSchema> | undefined {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
