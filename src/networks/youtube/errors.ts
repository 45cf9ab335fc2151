/** What YouTube's refusals mean: their reasons say it, the status alone does not. */
import { DateTime } from 'luxon';
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { answerError, type Call, say } from '../http.ts';
import { readJson } from '../json.ts';
import { NetworkError } from '../network.ts';

/** Whatever its status. */
export interface Answered {
  status: number;
  headers: Headers;
  text: string;
}

const bodySchema = z.object({
  error: z.object({
    message: z.string().default(''),
    errors: z.array(z.object({ reason: z.string().optional() })).default([]),
  }),
});

/** YouTube's status and reason, as the error's cause. */
class Refused extends Error {
  readonly status: number;
  /** Empty: it is not YouTube that answered, or it gives none. */
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

export function callOf(token: string, effect: boolean): Call {
  return { network: 'YouTube', effect, secrets: [token], remedy: AGAIN };
}

/** `now`: epoch ms. */
export function answerErrorOf(call: Call, { status, headers, text }: Answered, now: number): NetworkError {
  const body = bodySchema.safeParse(parsed(text)).data?.error;
  const reason = body?.errors[0]?.reason ?? '';
  // It marks its words up.
  const words = body ? [body.message.replace(/<[^>]*>/g, ''), reason && `(${reason})`].join(' ') : text;
  const cause = new Refused(status, reason, body?.message ?? `YouTube answered ${status}.`);
  const meant = QUOTAS.has(reason) ? 429 : reason === 'youtubeSignupRequired' ? 403 : status;
  const error = answerError({ ...call, remedy: remedyOf(reason) }, { status: meant, headers, words }, cause);
  const retryAfter = pauseAfter(reason, now);
  if (retryAfter === undefined) return error;
  return new NetworkError('rate_limited', t('YouTube: {words}.', { words: bare(say(call, words)) }), {
    ...{ retryAfter, cause },
    remedy: remedyOf(reason),
  });
}

/** YouTube does not know what was asked for. */
export function isMissing(error: unknown): boolean {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  return cause instanceof Refused && cause.status === 404 && cause.reason !== '';
}

/** Why YouTube let nobody do this. Undefined: it did not say so, or what is missing are the rights of the app or of its token. */
export function reasonForbidden(error: unknown): string | undefined {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  const isOwn = cause instanceof Refused && cause.status === 403 && !RIGHTS.has(cause.reason);
  return isOwn ? cause.reason : undefined;
}

/** A session of an upload that is over, or was never there; whoever says so. */
export function isGone(error: unknown): boolean {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  return cause instanceof Refused && (cause.status === 404 || cause.status === 410);
}

/** Nobody may comment on the video, whoever it is. */
export function isClosed(error: unknown): error is NetworkError {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  return cause instanceof Refused && cause.reason === 'commentsDisabled';
}

export function noChannel(): NetworkError {
  return new NetworkError('unauthorized', t('YouTube: this Google account has no channel.'), {
    remedy: t('Make one on youtube.com (Create a channel), then connect it again (/accounts).'),
  });
}

/** Ms; undefined: YouTube tells, or nobody. */
function pauseAfter(reason: string, now: number): number | undefined {
  if (reason === 'quotaExceeded' || reason === 'dailyLimitExceeded') return untilNewDay(now);
  return reason === 'uploadLimitExceeded' ? HOUR : undefined;
}

/** Quotas begin anew at midnight in California. */
function untilNewDay(now: number): number {
  const here = DateTime.fromMillis(now, { zone: 'America/Los_Angeles' });
  return here.plus({ days: 1 }).startOf('day').toMillis() - now;
}

function remedyOf(reason: string): string {
  switch (reason) {
    case 'quotaExceeded':
    case 'dailyLimitExceeded':
      return t(
        "The app's quota begins anew at midnight in California. What was not begun is held if that is later than publishing.grace allows. Google gives a larger quota for the asking.",
      );
    case 'uploadLimitExceeded':
      return t(
        'The channel has put up as much as YouTube lets it in a day; it is tried again each hour, until it is later than publishing.grace allows. Then it is held.',
      );
    case 'youtubeSignupRequired':
      return t('Make a channel on youtube.com, then connect it again (/accounts).');
    case 'accessNotConfigured':
      return t(
        "Enable the YouTube Data API v3 for the app's project (Google Cloud console, APIs & Services).",
      );
    case 'insufficientPermissions':
      return t('Connect it again (/accounts), and leave all that Google asks for ticked.');
    default:
      return AGAIN;
  }
}

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

function bare(words: string): string {
  return words.replace(/[.\s]+$/, '');
}

const QUOTAS = new Set([
  ...['quotaExceeded', 'dailyLimitExceeded', 'uploadLimitExceeded'],
  ...['rateLimitExceeded', 'userRateLimitExceeded'],
]);
/** Empty: something before YouTube. */
const RIGHTS = new Set(['', 'insufficientPermissions', 'accessNotConfigured']);
const HOUR = 3_600_000;
const AGAIN = t('Connect it again (/accounts), or set a new token in the environment.');
