/** Files that a person brings: into a channel or into a form. */
import type { Reading } from '../blocks/inputs.ts';
import { type Core, nowSeconds } from '../core.ts';
import { extensionOf } from '../files.ts';
import { isObject, type Json } from '../json.ts';
import { filePayload } from '../payloads/file.ts';

export interface BroughtFile {
  name: string;
  /** Bytes, or base64 where it came as JSON. */
  bytes: Uint8Array | string;
  mime?: string | undefined;
  altText?: string | undefined;
}

/** Keeps the file as the person's own. Gives its id. */
export function bring(core: Core, userId: string, { name, bytes, mime, altText }: BroughtFile): string {
  const content = typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes, 'base64')) : bytes;
  const created = nowSeconds(core);
  const file = core.files.announce({ name, mime, altText, userId, created, length: content.length });
  Object.assign(file, { bytes: content, completed: true });
  return file.id;
}

/** What a file_input then holds: brought files or the ids of files, held to its count and kinds. */
export function readFiles(core: Core, userId: string, element: Json, given: unknown): Reading {
  const items = Array.isArray(given) ? given : given === null || given === undefined ? [] : [given];
  const most = typeof element.max_files === 'number' ? element.max_files : 10;
  if (items.length > most)
    return { problem: `Please add at most ${most} files (there are ${items.length}).` };
  const files = items.map((item) =>
    core.files.find(typeof item === 'string' ? item : bring(core, userId, broughtFile(item))),
  );
  const kinds = Array.isArray(element.filetypes) ? element.filetypes : [];
  const unfit = files.find(({ name }) => kinds.length > 0 && !kinds.includes(extensionOf(name)));
  if (unfit) return { problem: `Please add files of type ${kinds.join(', ')} (${unfit.name} is not).` };
  return { value: { type: 'file_input', files: files.map((file) => filePayload(core, file)) } };
}

function broughtFile(item: unknown): BroughtFile {
  if (!isObject(item) || typeof item.name !== 'string') throw new Error('A file needs a name and bytes.');
  const { name, bytes, mime, altText } = item;
  if (typeof bytes !== 'string' && !(bytes instanceof Uint8Array))
    throw new Error(`The file ${name} has no bytes.`);
  return {
    name,
    bytes,
    mime: typeof mime === 'string' ? mime : undefined,
    altText: typeof altText === 'string' ? altText : undefined,
  };
}
