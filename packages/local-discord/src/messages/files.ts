/** Keeps uploaded bytes, and finds what a message's attachments and `attachment://` names refer to. */
import { fileUrl } from '../http/cdn.ts';
import type { AttachmentBody } from '../rules/message.ts';
import type { StoredFile, Upload } from '../state/file.ts';
import type { State } from '../state/state.ts';

const TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  pdf: 'application/pdf',
  mp4: 'video/mp4',
};

export interface FilePlace {
  channelId: string;
  ephemeral?: boolean;
}

/** Stores one upload. Width and height are read from images; a broken image has none. */
export async function storeFile(
  state: State,
  upload: Upload,
  place: FilePlace,
  about?: AttachmentBody,
): Promise<StoredFile> {
  const name = safeName(about?.filename ?? upload.name);
  const contentType = typeOf(name, upload.contentType);
  const file: StoredFile = {
    id: state.ids.next(),
    channelId: place.channelId,
    name,
    contentType,
    data: upload.data,
    ...(await imageSize(contentType, upload.data)),
    description: about?.description ?? null,
    title: about?.title ?? null,
    spoiler: about?.is_spoiler ?? name.startsWith('SPOILER_'),
    ephemeral: place.ephemeral ?? false,
  };
  state.files.set(file.id, file);
  return file;
}

/** The files of a new or edited message, by the `attachments` of its body; without them, all uploads. */
export async function resolveFiles(
  state: State,
  uploads: Map<number, Upload>,
  place: FilePlace,
  attachments: AttachmentBody[] | null | undefined,
  existing: readonly string[] = [],
): Promise<string[]> {
  const listed = attachments ?? [...uploads.keys()].map((id) => ({ id }) as AttachmentBody);
  const kept = attachments ? [] : [...existing];
  for (const about of listed) {
    const upload = uploads.get(Number(about.id));
    if (upload) kept.push((await storeFile(state, upload, place, about)).id);
    else kept.push(redescribed(state, about));
  }
  return kept;
}

function redescribed(state: State, about: AttachmentBody): string {
  const file = state.files.get(String(about.id));
  if (file && about.description !== undefined) file.description = about.description;
  return String(about.id);
}

/** Turns every `attachment://name` in embeds or components into the file's address. */
export function withFileUrls<T>(state: State, value: T, fileIds: readonly string[]): T {
  const text = JSON.stringify(value);
  if (text === undefined || !text.includes('attachment://')) return value;
  const files = fileIds.flatMap((id) => state.files.get(id) ?? []);
  return JSON.parse(text, (_key, entry) => {
    if (typeof entry !== 'string' || !entry.startsWith('attachment://')) return entry;
    const file = files.findLast(
      (candidate) => candidate.name === safeName(entry.slice('attachment://'.length)),
    );
    return file ? fileUrl(state, file) : entry;
  });
}

function safeName(name: string): string {
  return name.replaceAll(/\s+/g, '_').replaceAll(/[^\p{L}\p{N}._-]/gu, '') || 'file';
}

function typeOf(name: string, said: string): string {
  return TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? (said || 'application/octet-stream');
}

async function imageSize(contentType: string, data: Uint8Array) {
  if (!contentType.startsWith('image/')) return { width: null, height: null };
  const { default: sharp } = await import('sharp');
  const found = await sharp(data)
    .metadata()
    .catch(() => undefined);
  return { width: found?.width ?? null, height: found?.height ?? null };
}
