/** Keeps uploaded files. */
import { mapOf, refill, type Stateful } from '@bellwether/local-server/stateful.ts';
import { newId, newSecret } from './ids.ts';
import { SlackRefusal } from './refusal.ts';

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  mime: string;
  altText?: string | undefined;
  userId: string;
  /** Epoch seconds. */
  created: number;
  /** The length that was announced, in bytes. */
  length: number;
  bytes?: Uint8Array | undefined;
  /** Part of the upload address. */
  secret: string;
  /** Where it was shared: channel id and the message's ts. */
  shares: { channel: string; ts: string }[];
  completed: boolean;
}

export interface NewFile {
  name: string;
  mime?: string | undefined;
  altText?: string | undefined;
  userId: string;
  created: number;
  length: number;
}

export const MIME_TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
  txt: 'text/plain',
};

export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

export class FileStore implements Stateful {
  readonly #files = new Map<string, StoredFile>();

  announce(file: NewFile): StoredFile {
    const mime = file.mime ?? MIME_TYPES[extensionOf(file.name)] ?? 'application/octet-stream';
    const stored: StoredFile = {
      ...file,
      mime,
      id: newId('F'),
      title: file.name,
      secret: newSecret(),
      shares: [],
      completed: false,
    };
    this.#files.set(stored.id, stored);
    return stored;
  }

  has(id: string): boolean {
    return this.#files.has(id);
  }

  find(id: string): StoredFile {
    const file = this.#files.get(id);
    if (!file) throw new SlackRefusal('file_not_found');
    return file;
  }

  snapshotState(): unknown {
    return this.#files;
  }

  restoreState(value: unknown): void {
    refill(this.#files, mapOf<StoredFile>().parse(value));
  }
}
