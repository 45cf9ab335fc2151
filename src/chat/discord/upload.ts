/** A file that a person attached, to be fetched from where Discord keeps it, and from nowhere else. */
import { type Refusal, refuse } from '../../kit/finding.ts';
import { AnswerTooLarge, limitedFetch } from '../../kit/limited-fetch.ts';
import { t } from '../../kit/t.ts';
import type { UploadedFile } from '../option.ts';

/** What Discord tells of an attachment. */
export interface ReceivedFile {
  name: string;
  url: string;
  /** Bytes. */
  size: number;
  contentType: string | null;
  /** Alternative text. */
  description: string | null;
}

const TIMEOUT_MS = 30_000;
const IDLE_MS = 10_000;

/** `field` is the option's name, for what is told when it cannot be had. `hosts` are those that it may come from. */
export function uploadedFile(received: ReceivedFile, field: string, hosts: readonly string[]): UploadedFile {
  const { name, url, size, contentType, description } = received;
  // As JSON it is what it was made of, from which it is made again.
  const toJSON = (): ReceivedFile => ({ name, url, size, contentType, description });
  const file = {
    name,
    size,
    contentType: contentType ?? 'application/octet-stream',
    ...(description ? { altText: description } : {}),
    fetch: (maxBytes: number) => download(received, field, hosts, maxBytes),
  };
  return Object.defineProperty(file, 'toJSON', { value: toJSON });
}

async function download(
  { name, url, size }: ReceivedFile,
  field: string,
  hosts: readonly string[],
  maxBytes: number,
): Promise<Uint8Array> {
  if (size > maxBytes) throw tooLarge(field, name, size, maxBytes);
  if (!URL.canParse(url) || !hosts.includes(new URL(url).host)) throw unavailable(field, name);
  const limits = { deadline: TIMEOUT_MS, idle: IDLE_MS, most: maxBytes };
  const response = await limitedFetch(url, { redirect: 'error' }, limits).catch(() => {
    throw unavailable(field, name);
  });
  if (!response.ok || !response.body) throw unavailable(field, name);
  try {
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof AnswerTooLarge) throw tooLarge(field, name, maxBytes, maxBytes);
    throw unavailable(field, name);
  }
}

function tooLarge(field: string, name: string, found: number, maxBytes: number): Refusal {
  return refuse(
    'discord.file.max_bytes',
    field,
    t('"{name}" has {found} MB or more; at most {most} MB are taken.', {
      name,
      found: megabytes(found),
      most: megabytes(maxBytes),
    }),
    t('Make it smaller and attach it again.'),
  );
}

function unavailable(field: string, name: string): Refusal {
  return refuse(
    'discord.file.unavailable',
    field,
    t('Discord did not hand over "{name}".', { name }),
    t('Attach it again.'),
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(2);
}
