/**
 * `POST /hooks/mentions/NAME`: mentions from any system, signed like our own webhooks. 202 when one was stored, 200 when
 * all were known, 400 with the field at fault, 401, 404, 413, 429.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Mount } from './mount.ts';
import { pathOf } from './mount.ts';

export interface SentMention {
  id: string;
  text: string;
  /** Epoch ms. */
  at: number;
  author: {
    name: string;
    handle?: string | undefined;
    url?: string | undefined;
    followers?: number | undefined;
  };
  url?: string | undefined;
  in_reply_to?: string | undefined;
}

export interface MentionHook {
  /** The secret that a source shares with its sender; undefined: there is no such source. */
  secretOf(source: string): string | undefined;
  /** Epoch ms. */
  now(): number;
  /** Answers how many of them are new. */
  take(source: string, mentions: SentMention[]): Promise<number>;
}

const PREFIX = '/hooks/mentions';

export function mentionHook(hook: MentionHook): Mount {
  const budget = new Budget(hook.now);
  return {
    prefix: PREFIX,
    listener: async (request, response) => answer(response, await receive(hook, budget, request)),
  };
}

interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers?: Record<string, string>;
}

async function receive(hook: MentionHook, budget: Budget, request: IncomingMessage): Promise<Answer> {
  if (request.method !== 'POST') return { ...fault(405, 'method not allowed'), headers: { allow: 'POST' } };
  const name = pathOf(request).slice(PREFIX.length + 1);
  const secret = hook.secretOf(name);
  // Whoever guesses names learns nothing by the time that it takes.
  const body = await read(request);
  if (body === undefined) return fault(413, `the body is over ${MOST_BYTES} bytes`);
  if (secret === undefined) return fault(404, 'no such source');
  const refused = refusalOf(request, secret, body, hook.now());
  if (refused !== undefined) return fault(401, refused);
  const wait = budget.take(name);
  if (wait > 0) return { ...fault(429, 'too many requests'), headers: { 'retry-after': String(wait) } };
  const mentions = mentionsIn(body);
  if (!Array.isArray(mentions)) return fault(400, mentions);
  const stored = await hook.take(name, mentions);
  return { status: stored > 0 ? 202 : 200, body: { stored, known: mentions.length - stored } };
}

/** Undefined: too large. What is sent beyond is not kept. */
async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
    // A sender that goes on without end is cut off.
    if (size > MOST_BYTES * 20) break;
  }
  return size > MOST_BYTES ? undefined : Buffer.concat(chunks);
}

/**
 * Why it is not taken for its sender's; undefined where it is. The signature is compared in constant time; a timestamp that
 * is older than five minutes, or ahead by as much, is refused.
 */
function refusalOf(
  { headers }: IncomingMessage,
  secret: string,
  body: Buffer,
  now: number,
): string | undefined {
  const timestamp = String(headers['x-bellwether-timestamp'] ?? '');
  if (!/^\d{1,12}$/.test(timestamp))
    return 'X-Bellwether-Timestamp must be the time in whole seconds since 1970';
  const expected = `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
  const [given, wanted] = [
    Buffer.from(String(headers['x-bellwether-signature'] ?? '')),
    Buffer.from(expected),
  ];
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return 'the signature does not fit';
  const late = Math.round(now / 1000 - Number(timestamp));
  if (Math.abs(late) <= MOST_SECONDS) return undefined;
  const way = late > 0 ? 'behind' : 'ahead of';
  return `X-Bellwether-Timestamp is ${Math.abs(late)} seconds ${way} the time here, and may be ${MOST_SECONDS}`;
}

/** Or what is wrong with it, with its field. */
function mentionsIn(body: Buffer): SentMention[] | string {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return 'the body is no JSON in UTF-8';
  }
  const read = (Array.isArray(value) ? list : single).safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const field = (issue?.path ?? [])
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('');
  return `${field.replace(/^\./, '') || 'body'}: ${issue?.message ?? 'is wrong'}`;
}

const words = (most: number) =>
  z
    .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be text') })
    .min(1, { error: 'must not be empty' })
    .max(most, { error: `must have at most ${most} characters` });

const address = z.url({ protocol: /^https?$/, error: 'must be a web address' });

/** Many programs write null for what they do not have. */
function absent<T extends z.ZodType>(field: T) {
  return field.nullish().transform((value) => value ?? undefined);
}

/** A day (in UTC), or a time with its offset: without one Date.parse goes by the zone of this server. */
const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/;

/** Epoch ms; NaN for what is none. */
function instantOf(value: string): number {
  if (!DAY.test(value) && !INSTANT.test(value)) return Number.NaN;
  // Date.parse takes the 30th of February for the 2nd of March.
  return DateTime.fromISO(value.replace(' ', 'T'), { zone: 'utc' }).toMillis();
}

const mention = z.object(
  {
    id: words(500),
    text: words(100_000),
    at: z
      .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be an ISO 8601 time') })
      .transform(instantOf)
      .refine((at) => !Number.isNaN(at), {
        error: 'must be an ISO 8601 time with Z or its offset, such as 2026-11-30T09:15:00+01:00',
      }),
    author: z.object(
      {
        name: words(300),
        handle: absent(words(300)),
        url: absent(address),
        followers: absent(z.int({ error: 'must be a whole number' }).min(0, { error: 'must be at least 0' })),
      },
      { error: (issue) => (issue.input === undefined ? 'is missing' : 'must be an object') },
    ),
    url: absent(address),
    in_reply_to: absent(words(500)),
  },
  { error: 'must be an object' },
);
const single = mention.transform((one) => [one]);
const list = z
  .array(mention)
  .min(1, { error: 'must hold at least one mention' })
  .max(100, { error: 'must hold at most 100 mentions' });

/** Requests of one source in a minute. */
class Budget {
  private readonly now: () => number;
  private readonly spent = new Map<string, { minute: number; count: number }>();

  constructor(now: () => number) {
    this.now = now;
  }

  /** 0: go on; else the seconds to wait. */
  take(source: string): number {
    const minute = Math.floor(this.now() / 60_000);
    const known = this.spent.get(source);
    const count = known?.minute === minute ? known.count + 1 : 1;
    this.spent.set(source, { minute, count });
    return count > MOST_A_MINUTE ? 60 - Math.floor((this.now() / 1000) % 60) : 0;
  }
}

function fault(status: number, error: string): Answer {
  return { status, body: { error } };
}

function answer(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

const MOST_BYTES = 1_000_000;
const MOST_SECONDS = 300;
const MOST_A_MINUTE = 600;
