/** The files that dead processes left in the folder of the journal. */
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../kit/log.ts';
import { stateOf } from '../open/owner.ts';
import { type LeftLine, ownerOf, readSegment, writeSegment } from './segment.ts';

interface Folder {
  folder: string;
  /** How our own files begin. */
  own: string;
  /** Nobody else uses the folder. */
  isSole: boolean;
  /** Whether this process goes on with what is of a chat. */
  isWanted(chat: string): boolean;
  log: Log;
}

/** How a process calls a file. */
export function nameOf(token: string, chat: string, number: number): string {
  return `${token}.${chat}.${number}`;
}

/** Of one that we did not name so, nothing. */
function chatOf(name: string): string | undefined {
  return /\.([^.]+)\.\d+$/.exec(name)?.[1];
}

/** ms that something waits to be told as missed, for a chat that is not heard. */
export const LONGEST_WAIT = 7 * 24 * 3_600_000;

/**
 * Each file is taken by one process: renaming it is how. `take` makes what is in it ours before the file goes; what
 * cannot be read is left out and logged. It answers the chat of what it does not take: that stays for one who hears it.
 */
export function takeDead(from: Folder, take: (line: LeftLine) => string | undefined): void {
  const { folder, own, isSole, log } = from;
  for (const name of readdirSync(folder)) {
    if (name.startsWith(own) || !isDead(folder, name, isSole)) continue;
    if (!isFor(from, name)) continue;
    const path = join(folder, `${TAKEN}${own}-${name.replace(TAKEN, '').slice(-LONGEST)}`);
    try {
      renameSync(join(folder, name), path);
    } catch (error) {
      // Another process was first.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      throw error;
    }
    const kept = new Map<string, LeftLine[]>();
    for (const line of linesOf(path, name)) {
      try {
        const chat = take(line);
        if (chat !== undefined) kept.set(chat, [...(kept.get(chat) ?? []), line]);
      } catch (error) {
        log.error({ err: error }, 'something that was acknowledged cannot be gone on with');
      }
    }
    for (const [chat, lines] of kept)
      writeSegment(join(folder, nameOf(`${LEFT}${name.replace(TAKEN, '').slice(-LONGEST)}`, chat, 0)), lines);
    rmSync(path, { force: true });
  }
}

/** Files of an older version are of any chat, and only what was acknowledged is in them. */
function linesOf(path: string, name: string): LeftLine[] {
  const lines = readSegment(path);
  if (chatOf(name) !== undefined) return lines;
  return lines.map((line) => (line.stage === 'heard' ? { ...line, stage: 'acknowledged' } : line));
}

/** What nobody came for in all that time goes. */
function isFor({ folder, isWanted }: Folder, name: string): boolean {
  const chat = chatOf(name);
  if (chat === undefined || isWanted(chat)) return true;
  const path = join(folder, name);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && Date.now() - found.mtimeMs > LONGEST_WAIT) rmSync(path, { force: true });
  return false;
}

/** Of a process that cannot be seen, as in another container, when it has been silent. */
function isDead(folder: string, name: string, isSole: boolean): boolean {
  const path = join(folder, name);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return false;
  if (isSole) return true;
  const silence = Date.now() - Math.max(found.mtimeMs, found.ctimeMs);
  // Whoever took it needs a moment to read it; one that says not whose it is was just made, or never will.
  const owner = name.startsWith(TAKEN) ? undefined : ownerOf(path);
  const state = owner ? stateOf(owner) : 'unsure';
  return state === 'gone' || (state === 'unsure' && silence > SILENCE);
}

/** How a file begins that is being read. */
const TAKEN = 'taken-';
/** How one begins that holds what was in another and was of a chat that is not heard here. */
const LEFT = 'left-';
/** Of a name, so that names do not grow. */
const LONGEST = 60;
/** ms */
const SILENCE = 8_000;
