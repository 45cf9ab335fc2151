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
/** A gigabyte at 5 Mbit/s. */
const LONGEST_STREAM_MS = 30 * 60_000;
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
    stream: (maxBytes: number) => stream(received, field, hosts, maxBytes),
  };
  return Object.defineProperty(file, 'toJSON', { value: toJSON });
}

async function download(
  file: ReceivedFile,
  field: string,
  hosts: readonly string[],
  maxBytes: number,
): Promise<Uint8Array> {
  const response = await open(file, field, hosts, maxBytes, TIMEOUT_MS);
  try {
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw brokenOff(error, field, file.name, maxBytes);
  }
}

async function* stream(
  file: ReceivedFile,
  field: string,
  hosts: readonly string[],
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  const response = await open(file, field, hosts, maxBytes, LONGEST_STREAM_MS);
  try {
    yield* (response.body ?? []) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw brokenOff(error, field, file.name, maxBytes);
  }
}

async function open(
  { name, url, size }: ReceivedFile,
  field: string,
  hosts: readonly string[],
  maxBytes: number,
  deadline: number,
): Promise<Response> {
  if (size > maxBytes) throw tooLarge(field, name, size, maxBytes);
  if (!URL.canParse(url) || !hosts.includes(new URL(url).host)) throw unavailable(field, name);
  const limits = { deadline, idle: IDLE_MS, most: maxBytes };
  const response = await limitedFetch(url, { redirect: 'error' }, limits).catch(() => {
    throw unavailable(field, name);
  });
  if (!response.ok || !response.body) throw unavailable(field, name);
  return response;
}

function brokenOff(error: unknown, field: string, name: string, maxBytes: number): Refusal {
  return error instanceof AnswerTooLarge
    ? tooLarge(field, name, maxBytes, maxBytes)
    : unavailable(field, name);
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
