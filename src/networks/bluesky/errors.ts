/** What Bluesky's errors mean. */
import type { XRPCError } from '@atproto/api';
import { t } from '../../kit/t.ts';
import { answerError, type Call, transportError } from '../http.ts';
import { NetworkError } from '../network.ts';

export function blueskyError(effect: boolean, secrets: string[], error: unknown): NetworkError {
  const call = { network: 'Bluesky', effect, secrets, remedy: REMEDY };
  // A status below 100 is the client's own mark for "no answer" or "not readable".
  if (!isXrpcError(error) || error.status < 100) return transportError(call, error);
  return answerError(refine(call, error), answerOf(error), error);
}

/** The access token does not do any more, and what renewing it by itself could do is done. */
export function isStale(error: unknown): boolean {
  return (
    isXrpcError(error) &&
    (STALE.has(error.error) || (error.status === 401 && !NOT_A_SESSION.has(error.error)))
  );
}

export function isMissingRecord(error: unknown): boolean {
  return isXrpcError(error) && error.error === 'RecordNotFound';
}

/** What the record names is not in the repository any more. */
export function isMissingBlob(error: unknown): boolean {
  return error instanceof NetworkError && isXrpcError(error.cause) && error.cause.error === 'BlobNotFound';
}

/** By shape: the class itself would load the whole client. */
export function isXrpcError(error: unknown): error is XRPCError {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && 'error' in error;
}

const STALE = new Set(['ExpiredToken', 'InvalidToken']);
const NOT_A_SESSION = new Set(['AuthFactorTokenRequired', 'AccountTakedown']);
const BLOCKED = new Set([
  'AccountTakedown',
  'AccountDeactivated',
  'AccountSuspended',
  'RepoDeactivated',
  'RepoTakendown',
]);

const REMEDY = t(
  'Make a new app password in Bluesky (Settings, Privacy and security, App passwords) and set it in the environment.',
);

function refine(call: Call, error: XRPCError): Call {
  if (error.error === 'AuthFactorTokenRequired') {
    return {
      ...call,
      remedy: t('Use an app password: the account asks for a code by e-mail with its own password.'),
    };
  }
  return BLOCKED.has(error.error)
    ? { ...call, remedy: t('Sign in at Bluesky and see what it says of the account.') }
    : call;
}

function answerOf(error: XRPCError) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(error.headers ?? {}))
    if (value !== undefined) headers.set(name, value);
  const status = BLOCKED.has(error.error) ? 403 : error.status;
  return { status, headers, words: error.message };
}
