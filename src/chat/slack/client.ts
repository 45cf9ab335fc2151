/** Slack's Web API as we call it: nothing is retried behind our back, and every failure is a `ChatError`. */
import { ErrorCode, LogLevel, WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Log } from '../../kit/log.ts';
import { t } from '../../kit/t.ts';
import { ChatError, type ChatErrorReason, isBlockedBy } from '../chat.ts';
import { slackLog } from './slack-log.ts';

export interface ClientOptions {
  botToken: string;
  /** Another address for the Web API, ending in `/api/`; Slack's when absent. */
  apiUrl?: string;
  log: Log;
}

const LONGEST_CALL_MS = 20_000;

export function createClient({ botToken, apiUrl, log }: ClientOptions): WebClient {
  return new WebClient(botToken, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: LONGEST_CALL_MS,
    logger: slackLog(log),
    logLevel: LogLevel.INFO,
  });
}

/** Runs a call of the Web API. Throws `ChatError`. */
export async function called<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw toChatError(error);
  }
}

const GONE = new Set([
  ...['message_not_found', 'thread_not_found', 'user_not_found'],
  // Of an earlier installation, or too old: what it showed is shown anew.
  ...['cant_update_message', 'edit_window_closed'],
]);
const CHANNEL_CLOSED = new Set([
  ...['channel_not_found', 'no_such_channel', 'is_archived', 'not_in_channel', 'channel_is_limited_access'],
  // Who may post there is limited, or posting is suspended.
  ...['restricted_action', 'restricted_action_read_only_channel', 'ekm_access_denied'],
  ...['restricted_action_thread_only_channel', 'restricted_action_non_threadable_channel'],
]);
const OVERLOADED = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  // While a workspace, or one channel, moves to an organisation.
  'team_added_to_org',
  'org_login_required',
  'external_channel_migrating',
]);
const SECOND = 1000;
/** s. Slack says of no time when too much is written in a whole workspace. */
const WORKSPACE_PAUSE = 60;

const failure = z.object({
  code: z.string().optional(),
  retryAfter: z.number().optional(),
  statusCode: z.number().optional(),
  data: z.object({ error: z.string().optional(), needed: z.string().optional() }).optional(),
});

export function toChatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  const read = failure.safeParse(error);
  const found = read.success ? read.data : {};
  switch (found.code) {
    case ErrorCode.RateLimitedError:
      return rateLimited(found.retryAfter ?? 1, error);
    case ErrorCode.PlatformError:
      return platformError(found.data?.error ?? '', found.data?.needed, error);
    case ErrorCode.HTTPError:
      return httpError(found.statusCode ?? 0, error);
    default:
      return new ChatError('unreachable', t('Slack did not answer.'), { cause: error });
  }
}

function platformError(code: string, needed: string | undefined, cause: unknown): ChatError {
  if (code === 'ratelimited' || code === 'rate_limited') return rateLimited(1, cause);
  if (code === 'message_limit_exceeded') return rateLimited(WORKSPACE_PAUSE, cause);
  if (OVERLOADED.has(code))
    return new ChatError('unreachable', t('Slack is in trouble: {code}.', { code }), { cause });
  // The library hands on as a code whatever else came with status 200, such as a proxy's page.
  if (!/^[a-z_]+$/.test(code)) return new ChatError('unreachable', t('Slack did not answer.'), { cause });
  return new ChatError(
    reasonOf(code),
    `${t('Slack refused: {code}.', { code })} ${remedy(code, needed)}`.trim(),
    { isTokenRefused: isTokenFault(code), cause },
  );
}

function reasonOf(code: string): ChatErrorReason {
  if (GONE.has(code)) return 'gone';
  return CHANNEL_CLOSED.has(code) ? 'channel_closed' : 'refused';
}

function remedy(code: string, needed: string | undefined): string {
  if (isTokenFault(code)) {
    return t(
      'The token is not valid (any more). Copy it anew: SLACK_BOT_TOKEN from OAuth & Permissions, SLACK_APP_TOKEN from Basic Information.',
    );
  }
  switch (code) {
    case 'missing_scope':
      return t('Add the scope {needed} under OAuth & Permissions and install the app again.', {
        needed: needed ?? '?',
      });
    case 'not_in_channel':
    case 'channel_not_found':
      return t('Invite the bot into the channel: /invite @bellwether.');
    case 'is_archived':
      return t('Unarchive the channel, or name another one in the team file.');
    case 'restricted_action':
    case 'restricted_action_read_only_channel':
    case 'restricted_action_thread_only_channel':
    case 'restricted_action_non_threadable_channel':
    case 'channel_is_limited_access':
    case 'ekm_access_denied':
      return t(
        'An admin of the workspace limits who may do that there: let the app, or name another channel.',
      );
    default:
      return '';
  }
}

/** Slack refuses with status 200: all but what the request itself is to blame for comes from something before it. */
function httpError(status: number, cause: unknown): ChatError {
  if (status === 429) return rateLimited(1, cause);
  const words = t('Slack answered with status {status}.', { status });
  if (status === 400 || status === 413) return new ChatError('refused', words, { cause });
  return new ChatError('unreachable', words, { isBlocked: isBlockedBy(status), cause });
}

function rateLimited(seconds: number, cause: unknown): ChatError {
  return new ChatError('rate_limited', t('Slack asks to wait {seconds} s.', { seconds }), {
    retryAfter: seconds * SECOND,
    cause,
  });
}

const TOKEN_FAULTS = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
]);

/** The token itself is not taken (any more). */
export function isTokenFault(code: string | undefined): boolean {
  return code !== undefined && TOKEN_FAULTS.has(code);
}

/** Slack's own word for a refusal, such as `not_in_channel`. */
export function refusalCode(error: ChatError): string | undefined {
  const read = failure.safeParse(error.cause);
  return read.success ? read.data.data?.error : undefined;
}
