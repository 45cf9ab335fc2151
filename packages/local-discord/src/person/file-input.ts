/** A file as a person hands it over: bytes, or base64 where it came as JSON from the page. */
import { storeFile } from '../messages/files.ts';
import type { StoredFile } from '../state/file.ts';
import type { State } from '../state/state.ts';
import { ClientRefusal } from './outcome.ts';

export interface FileInput {
  name: string;
  data: Uint8Array | string;
  contentType?: string;
  /** Alt text. */
  description?: string;
}

const LIMIT = 10 * 1024 * 1024;

export function isFileInput(value: unknown): value is FileInput {
  return typeof value === 'object' && value !== null && 'name' in value && 'data' in value;
}

export async function takeFile(
  state: State,
  channelId: string,
  file: FileInput,
  ephemeral = true,
): Promise<StoredFile> {
  const data = typeof file.data === 'string' ? new Uint8Array(Buffer.from(file.data, 'base64')) : file.data;
  if (data.byteLength > LIMIT) {
    throw new ClientRefusal(
      `${file.name} has ${data.byteLength} bytes; a file may have ${LIMIT}. Choose a smaller one.`,
    );
  }
  const upload = { name: file.name, contentType: file.contentType ?? '', data };
  const about = file.description === undefined ? {} : { description: file.description };
  return storeFile(state, upload, { channelId, ephemeral }, { id: 0, ...about });
}
