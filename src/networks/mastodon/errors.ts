/** What Mastodon's errors mean. */
import type { MastoHttpError } from 'masto';
import { t } from '../../kit/t.ts';
import { answerError, transportError } from '../http.ts';
import { NetworkError } from '../network.ts';
import type { MastodonAccount } from './account.ts';

export function mastodonError(effect: boolean, account: MastodonAccount, error: unknown): NetworkError {
  const remedy = t('Make a new access token at {url} (Preferences, Development) with the scopes {scopes}.', {
    url: account.url,
    scopes: SCOPES,
  });
  const call = { network: 'Mastodon', effect, secrets: [account.access_token], remedy };
  return isHttpError(error) ? answerError(call, answerOf(error), error) : transportError(call, error);
}

export function isMissing(error: unknown): boolean {
  return error instanceof NetworkError && isHttpError(error.cause) && error.cause.statusCode === 404;
}

const SCOPES = 'read:accounts read:statuses write:media write:statuses';

/** By shape: the class itself would load the client. */
function isHttpError(error: unknown): error is MastoHttpError {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
}

function answerOf(error: MastoHttpError) {
  const headers = error.cause instanceof Response ? error.cause.headers : new Headers();
  const words = [error.message, error.description].filter(Boolean).join(': ');
  return { status: error.statusCode, headers, words };
}
