/** What Discord's errors mean. */
import type { DiscordAPIError, RateLimitError } from '@discordjs/rest';
import { t } from '../../kit/t.ts';
import { type Answer, answerError, transportError } from '../http.ts';
import { NetworkError } from '../network.ts';

/** Discord broke down; thrown by our own fetch, as the client forgets the headers. */
export class BrokenAnswer extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`Discord answered ${answer.status}.`);
    this.answer = answer;
  }
}

export function discordError(effect: boolean, token: string, error: unknown): NetworkError {
  const call = { network: 'Discord', effect, secrets: [token] };
  if (isRateLimit(error)) {
    return new NetworkError('rate_limited', t('Discord: too many requests.'), {
      retryAfter: error.retryAfter || error.timeToReset,
      cause: error,
    });
  }
  if (error instanceof BrokenAnswer) return answerError(call, error.answer, error);
  if (!isApiError(error)) return transportError(call, error);
  const remedy = REMEDIES[error.code];
  const status = remedy ? 403 : error.status;
  return answerError(
    { ...call, remedy: remedy ?? TOKEN },
    { status, headers: new Headers(), words: error.message },
    error,
  );
}

/** Discord's own code of a refusal. */
export function codeOf(error: unknown): number | string | undefined {
  const cause = error instanceof NetworkError ? error.cause : error;
  return isApiError(cause) ? cause.code : undefined;
}

export const UNKNOWN_MESSAGE = 10008;

const TOKEN = t("Check the bot's token (Developer Portal, Bot) and set it in the environment.");
const CHANNEL = t('Correct the channel in the team file, or add the bot to that server.');
const RIGHTS =
  'Let the bot view the channel, send messages, attach files and read the message history there.';

/** Faults of the account rather than of the post: every post would meet them. */
const REMEDIES: Record<number | string, string> = {
  10003: CHANNEL,
  10004: CHANNEL,
  50001: RIGHTS,
  50013: RIGHTS,
  40001: TOKEN,
  50014: TOKEN,
  50008: t('Name a text or announcement channel in the team file: this one takes no messages.'),
};

/** By shape: the classes would load the client. */
function isApiError(error: unknown): error is DiscordAPIError {
  return error instanceof Error && 'rawError' in error && 'status' in error && 'code' in error;
}

function isRateLimit(error: unknown): error is RateLimitError {
  return error instanceof Error && 'timeToReset' in error && 'retryAfter' in error;
}
