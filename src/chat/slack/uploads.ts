/** Files that a person attached to a form, fetched with the bot's token and no further than Slack itself. */
import { z } from 'zod';
import { refuse } from '../../kit/finding.ts';
import { AnswerTooLarge, limitedFetch } from '../../kit/limited-fetch.ts';
import { t } from '../../kit/t.ts';
import type { UploadedFile } from '../option.ts';

export const slackFile = z.object({
  id: z.string(),
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().nullish(),
  alt_txt: z.string().nullish(),
  url_private: z.string().nullish(),
  url_private_download: z.string().nullish(),
});

export type SlackFile = z.infer<typeof slackFile>;

export interface UploadAccess {
  botToken: string;
  /** Where files may lie besides slack.com: the origin of another Web API address. */
  apiUrl?: string;
  /** The file as Slack knows it now, for those that come without an address. */
  info(id: string): Promise<SlackFile>;
}

const LONGEST_FETCH_MS = 60_000;
/** A gigabyte at 5 Mbit/s. */
const LONGEST_STREAM_MS = 30 * 60_000;
const LONGEST_SILENCE_MS = 10_000;

export function uploadedFile(file: SlackFile, access: UploadAccess): UploadedFile {
  return {
    name: file.name ?? file.id,
    contentType: file.mimetype ?? 'application/octet-stream',
    size: file.size ?? 0,
    ...(file.alt_txt && { altText: file.alt_txt }),
    fetch: (maxBytes) => fetchFile(file, access, maxBytes),
    stream: (maxBytes) => streamFile(file, access, maxBytes),
  };
}

async function fetchFile(file: SlackFile, access: UploadAccess, maxBytes: number): Promise<Uint8Array> {
  const response = await open(file, access, maxBytes, LONGEST_FETCH_MS);
  try {
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw error instanceof AnswerTooLarge ? tooLarge(file.name ?? file.id, maxBytes) : error;
  }
}

async function* streamFile(
  file: SlackFile,
  access: UploadAccess,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  const response = await open(file, access, maxBytes, LONGEST_STREAM_MS);
  try {
    yield* (response.body ?? []) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw error instanceof AnswerTooLarge ? tooLarge(file.name ?? file.id, maxBytes) : error;
  }
}

async function open(
  file: SlackFile,
  access: UploadAccess,
  maxBytes: number,
  deadline: number,
): Promise<Response> {
  const name = file.name ?? file.id;
  if ((file.size ?? 0) > maxBytes) throw tooLarge(name, maxBytes);
  const address = addressOf(file) ?? addressOf(await access.info(file.id));
  if (address === undefined || !isSlacks(address, access.apiUrl)) throw notHandedOver(name);
  const headers = { authorization: `Bearer ${access.botToken}` };
  const limits = { deadline, idle: LONGEST_SILENCE_MS, most: maxBytes };
  // The token goes nowhere else.
  const response = await limitedFetch(address, { headers, redirect: 'manual' }, limits);
  if (response.status !== 200 || !response.body || isLoginPage(response, file)) {
    await response.body?.cancel();
    throw notHandedOver(name);
  }
  return response;
}

/** What Slack shows to whoever may not see a file, with status 200. */
function isLoginPage(response: Response, file: SlackFile): boolean {
  const type = response.headers.get('content-type') ?? '';
  return type.startsWith('text/html') && !file.mimetype?.startsWith('text/html');
}

function addressOf(file: SlackFile): string | undefined {
  return file.url_private_download ?? file.url_private ?? undefined;
}

function isSlacks(address: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (apiUrl !== undefined && url.origin === new URL(apiUrl).origin) return true;
  return url.protocol === 'https:' && (url.hostname === 'slack.com' || url.hostname.endsWith('.slack.com'));
}

function tooLarge(name: string, maxBytes: number): Error {
  return refuse(
    'slack.upload.too_large',
    'media',
    t('"{name}" is larger than {most, number} bytes.', { name, most: maxBytes }),
    t('Make it smaller and attach it again.'),
  );
}

function notHandedOver(name: string): Error {
  return refuse(
    'slack.upload.not_handed_over',
    'media',
    t('Slack did not hand over "{name}".', { name }),
    t('Attach it again. If it fails again, tell your operator: the app needs the scope files:read.'),
  );
}
