/**
 * The file that carries the playground over a restart: one line with the format, its version and a checksum, then
 * the data as Node's `v8.Serializer` writes it, large files by their hash. It is written beside and renamed, so it is
 * always a whole one.
 */
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DefaultDeserializer, DefaultSerializer } from 'node:v8';
import { crc32 } from 'node:zlib';
import { type KeptFiles, LARGE } from './kept-files.ts';

/** To be raised whenever a part of the playground keeps something else than before, or the example team changes. */
const VERSION = 4;
const LONGEST_HEAD = 100;

export interface Encoded {
  head: string;
  body: Buffer;
}

export function encode(value: unknown, files: KeptFiles): Encoded {
  const writer = new Writer(files);
  writer.writeHeader();
  writer.writeValue(value);
  const body = writer.releaseBuffer();
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
export function readState(path: string, files: KeptFiles): unknown {
  const content = contentOf(path);
  if (!content) return undefined;
  const end = content.subarray(0, LONGEST_HEAD).indexOf('\n') + 1;
  const body = content.subarray(end);
  const head = content.toString('latin1', 0, end);
  if (head !== headOf(body))
    throw new Error('It is damaged, or was written by another version of the playground.');
  const reader = new Reader(body, files);
  reader.readHeader();
  return reader.readValue();
}

/** Out of the way, but kept for whoever wants to look. Gives its new name. */
export function setAside(path: string): string {
  const aside = `${path}.set-aside`;
  renameSync(path, aside);
  return aside;
}

/** Node gives what holds bytes to these (its documentation, "Serialization API"); its types leave them out. */
declare module 'v8' {
  interface DefaultSerializer {
    _writeHostObject(view: NodeJS.ArrayBufferView): void;
  }
  interface DefaultDeserializer {
    _readHostObject(): unknown;
  }
}

class Writer extends DefaultSerializer {
  readonly #files: KeptFiles;

  constructor(files: KeptFiles) {
    super();
    this.#files = files;
  }

  override _writeHostObject(view: NodeJS.ArrayBufferView): void {
    const isKept = view instanceof Uint8Array && view.byteLength >= LARGE;
    this.writeUint32(isKept ? KEPT : INLINE);
    if (isKept) this.writeRawBytes(this.#files.keep(view));
    else super._writeHostObject(view);
  }
}

class Reader extends DefaultDeserializer {
  readonly #files: KeptFiles;

  constructor(body: Buffer, files: KeptFiles) {
    super(body);
    this.#files = files;
  }

  override _readHostObject(): unknown {
    return this.readUint32() === KEPT
      ? this.#files.read(Buffer.from(this.readRawBytes(HASH)))
      : super._readHostObject();
  }
}

const INLINE = 0;
const KEPT = 1;
/** Bytes. */
const HASH = 32;

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
