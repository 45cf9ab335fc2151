/**
 * What Discord's REST client throws, as the errors of the chat port; and the faults of a start, with their remedy.
 * Told by their shape, not their class: discord.js brings a second copy of the classes.
 */
import { t } from '../../kit/t.ts';
import { ChatError, isBlockedBy } from '../chat.ts';

/** Runs requests; whatever they throw comes out as a `ChatError`. */
export async function asked<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    throw toChatError(error);
  }
}

export function toChatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  if (isRateLimit(error)) {
    return new ChatError('rate_limited', t('Discord asks to wait.'), {
      retryAfter: error.retryAfter,
      cause: error,
    });
  }
  if (isRefusal(error)) return refusal(error);
  if (hasStatus(error)) return serverFault(error);
  return new ChatError('unreachable', t('Discord cannot be reached: {reason}', { reason: reasonOf(error) }), {
    cause: error,
  });
}

/** Why the bot could not start, with what to do about it. */
export function startError(error: unknown, api: string): ChatError {
  const reason = reasonOf(error);
  if (isInvalidToken(error, reason)) return tokenError(error);
  if (/disallowed intents/i.test(reason)) {
    return new ChatError(
      'refused',
      t(
        'Discord: the app may not use an intent that the bot asks for. Switch it on in the developer portal under Bot, then start again.',
      ),
      { isTokenRefused: true, cause: error },
    );
  }
  const known = toChatError(error);
  if (known.reason !== 'unreachable') return known;
  return new ChatError(
    'unreachable',
    t('Discord cannot be reached at {api}: {reason}. Check the network and DISCORD_API_URL.', {
      api,
      reason,
    }),
    { cause: error },
  );
}

/** Discord's own number for a refusal, such as 50013 for a missing permission. */
export function refusalCode(error: unknown): number | undefined {
  const cause = error instanceof ChatError ? error.cause : error;
  return isRefusal(cause) ? Number(cause.code) : undefined;
}

/** Discord read the request and did not like it, as when a file that should stay is no more. */
export function isBadRequest(error: unknown): boolean {
  return error instanceof ChatError && isRefusal(error.cause) && error.cause.status === 400;
}

/**
 * Something that the bot may not do or see at all, which asking again does not change. A token that is not taken, and
 * a wall before Discord, are none: there nothing is known.
 */
export function isLastingRefusal(error: unknown): boolean {
  if (!(error instanceof ChatError)) return false;
  const { cause, reason } = error;
  if (cause === undefined) return reason === 'refused';
  return isRefusal(cause) && (cause.status === 403 || cause.code === UNKNOWN_GUILD);
}

const UNKNOWN_GUILD = 10_004;

/** Too late to acknowledge, or acknowledged already: nothing can be shown any more. */
export function isStaleInteraction(error: unknown): boolean {
  return isRefusal(error) && (error.code === 10062 || error.code === 40060);
}

/** Nobody answered this interaction yet, so that its token names nothing. */
export function isUnanswered(error: unknown): boolean {
  return refusalCode(error) === UNKNOWN_WEBHOOK;
}

const UNKNOWN_WEBHOOK = 10_015;

/** For the log: what was refused and why, without the request's address and body, which hold tokens and texts. */
export function loggable(error: unknown): Record<string, unknown> {
  if (isRefusal(error))
    return { status: error.status, code: error.code, reason: error.message, method: error.method };
  return hasStatus(error) ? { status: error.status, reason: reasonOf(error) } : { err: error };
}

function refusal(error: ApiRefusal): ChatError {
  if (error.status === 401) return tokenError(error);
  if ((error.status === 404 && !isAboutChannel(error)) || Number(error.code) === NOT_OURS)
    return new ChatError('gone', t('Discord: {reason}.', { reason: error.message }), { cause: error });
  const remedy = REMEDIES[Number(error.code)];
  const reason = remedy ? `${error.message}. ${t(remedy)}` : `${error.message} (${error.code})`;
  return new ChatError(
    isAboutChannel(error) ? 'channel_closed' : 'refused',
    t('Discord refused: {reason}', { reason }),
    { cause: error },
  );
}

/** The bot may not see the channel or write there, or there is none: nothing is wrong with the message. */
function isAboutChannel({ code, url, method }: ApiRefusal): boolean {
  if (Number(code) === 10003) return true;
  const speaks = method !== 'DELETE' && /\/channels\/\d+\/messages(\/\d+)?(\?|$)/.test(url);
  return speaks && CLOSED.has(Number(code));
}

/** No access, no right, no channel to write in, too strict a server, or a thread that is archived or locked. */
const CLOSED = new Set([50_001, 50_013, 50_008, 50_009, 50_024, 50_083, 160_005]);
/** A message of an earlier application is not ours to edit: what it showed is shown anew. */
const NOT_OURS = 50_005;

function tokenError(cause: unknown): ChatError {
  return new ChatError(
    'refused',
    t(
      'Discord does not accept the token. Copy it again from the developer portal (Bot, Reset Token) into DISCORD_TOKEN, then start again.',
    ),
    { isTokenRefused: true, cause },
  );
}

/** Discord is in trouble, or something before it answered: that says nothing of what was asked, but of its size. */
function serverFault(error: WithStatus): ChatError {
  const { status } = error;
  const words = t('Discord answered {status}.', { status });
  if (status === 413) return new ChatError('refused', words, { cause: error });
  return new ChatError('unreachable', words, { isBlocked: isBlockedBy(status), cause: error });
}

type WithStatus = Error & { status: number };
type ApiRefusal = WithStatus & { code: number | string; method: string; url: string };

function hasStatus(error: unknown): error is WithStatus {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

/** In Discord's own words. The client makes the same of a page that a wall before it shows, whose bytes it keeps. */
function isRefusal(error: unknown): error is ApiRefusal {
  return hasStatus(error) && 'rawError' in error && !(error.rawError instanceof ArrayBuffer);
}

function isRateLimit(error: unknown): error is Error & { retryAfter: number } {
  return error instanceof Error && 'timeToReset' in error && 'retryAfter' in error;
}

function isInvalidToken(error: unknown, reason: string): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'TokenInvalid' || /authentication failed/i.test(reason);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (hasStatus(error) && !isRefusal(error)) return t('it answered {status}', { status: error.status });
  const inner = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${inner}`;
}

const REMEDIES: Record<number, string> = {
  10003: 'Name another channel in the team file.',
  50001:
    'Give the bot View Channel in that channel, and invite it with the scopes bot and applications.commands.',
  50007: 'This person takes no direct messages from the server: they can allow it in their privacy settings.',
  50008: 'No messages go there: name another channel in the team file.',
  50083: 'Open the thread again, or name another channel in the team file.',
  160005: 'Unlock the thread, or name another channel in the team file.',
  50013: 'Give the bot View Channel, Send Messages, Attach Files and Read Message History in that channel.',
};
