/**
 * The file that carries the playground over a restart: one line with the format, its version and a checksum, then
 * the data as Node's `v8.serialize` writes it. It is written beside and renamed, so it is always a whole one.
 */
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';

/** To be raised whenever a part of the playground keeps something else than before, or the example team changes. */
const VERSION = 3;
const LONGEST_HEAD = 100;

export interface Encoded {
  head: string;
  body: Buffer;
}

export function encode(value: unknown): Encoded {
  const body = serialize(value);
  return { head: headOf(body), body };
}

export function writeState(path: string, { head, body }: Encoded): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.new`;
  const file = openSync(beside, 'w', 0o600);
  try {
    writeFileSync(file, head);
    writeFileSync(file, body);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}

/** Undefined when there is none. Throws when it is damaged, or not of this version. */
export function readState(path: string): unknown {
  const content = contentOf(path);
  if (!content) return undefined;
  const end = content.subarray(0, LONGEST_HEAD).indexOf('\n') + 1;
  const body = content.subarray(end);
  const head = content.toString('latin1', 0, end);
  if (head !== headOf(body))
    throw new Error('It is damaged, or was written by another version of the playground.');
  return deserialize(body);
}

/** Out of the way, but kept for whoever wants to look. Gives its new name. */
export function setAside(path: string): string {
  const aside = `${path}.set-aside`;
  renameSync(path, aside);
  return aside;
}

function headOf(body: Buffer): string {
  return `bellwether playground, version ${VERSION}, crc32 ${crc32(body).toString(16)}\n`;
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
