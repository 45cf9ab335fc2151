/** What Mastodon's errors mean. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { answerError, type Call } from '../http.ts';
import { NetworkError } from '../network.ts';
import type { MastodonAccount } from './account.ts';

export function callOf(account: MastodonAccount, effect: boolean): Call {
  const remedy = t('Make a new access token at {url} (Preferences, Development) with the scopes {scopes}.', {
    url: account.url,
    scopes: SCOPES,
  });
  return { network: 'Mastodon', effect, secrets: [account.access_token], remedy };
}

/** `text`: the answer's body. */
export function answerErrorOf(call: Call, { status, headers }: Response, text: string): NetworkError {
  return answerError(call, { status, headers, words: wordsOf(text) }, new Refused(status, isOwn(text)));
}

/** The server itself says that it does not know this post: who stands before it, or in its place, knows nothing of posts. */
export function isGone(error: unknown): boolean {
  return isMissing(error) && error instanceof NetworkError && (error.cause as Refused).isOwn;
}

export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** Of media: the instance could make nothing of it. */
export function isUnprocessable(error: unknown): error is NetworkError {
  return statusOf(error) === 422;
}

function statusOf(error: unknown): number | undefined {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  return cause instanceof Refused ? cause.status : undefined;
}

class Refused extends Error {
  readonly status: number;
  /** Said as Mastodon says it. */
  readonly isOwn: boolean;

  constructor(status: number, isOwn: boolean) {
    super(`Mastodon answered ${status}.`);
    this.status = status;
    this.isOwn = isOwn;
  }
}

const SCOPES = 'read:accounts read:notifications read:statuses write:media write:statuses';

/** Entity `Error`; web servers before an instance answer with pages. */
const errorSchema = z.object({ error: z.string(), error_description: z.string().optional() });

function wordsOf(text: string): string {
  const told = errorIn(text);
  return told ? [told.error, told.error_description].filter(Boolean).join(': ') : text;
}

function isOwn(text: string): boolean {
  return errorIn(text) !== undefined;
}

function errorIn(text: string): z.infer<typeof errorSchema> | undefined {
  try {
    return errorSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
