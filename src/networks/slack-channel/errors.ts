/** What Slack's errors mean. */
import type { WebAPIHTTPError, WebAPIPlatformError } from '@slack/web-api';
import { t } from '../../kit/t.ts';
import { answerError, type Call, say, transportError } from '../http.ts';
import { NetworkError, type NetworkErrorReason } from '../network.ts';

export function slackError(effect: boolean, token: string, error: unknown): NetworkError {
  if (isPlatformError(error)) return platformError(effect, token, error);
  if (isHttpError(error)) {
    const headers = new Headers(error.headers);
    return answerError(
      callOf(effect, token),
      { status: error.statusCode, headers, words: bodyOf(error) },
      error,
    );
  }
  return transportError(callOf(effect, token), error);
}

export function slackAnswerError(
  effect: boolean,
  token: string,
  response: Response,
  words?: string,
): NetworkError {
  return answerError(callOf(effect, token), { status: response.status, headers: response.headers, words });
}

/** Slack's own code of a refusal: `message_not_found`. */
export function codeOf(error: unknown): string | undefined {
  const cause = error instanceof NetworkError ? error.cause : error;
  return isPlatformError(cause) ? cause.data.error : undefined;
}

/** What stands beside the code: `invalid slack file [json-pointer:/blocks/0/slack_file]`. */
export function detailsOf(error: unknown): string[] {
  const cause = error instanceof NetworkError ? error.cause : error;
  if (!isPlatformError(cause)) return [];
  const { response_metadata, ...data } = cause.data;
  const errors = 'errors' in data && Array.isArray(data.errors) ? data.errors.map(String) : [];
  return errors.length > 0 ? errors : (response_metadata?.messages ?? []);
}

/** What the bot would be refused for in a channel, before it is. */
export function channelFault(code: 'not_in_channel' | 'is_archived' | 'restricted_action_read_only_channel') {
  const words = {
    not_in_channel: t('Slack: the bot is not in the channel (not_in_channel).'),
    is_archived: t('Slack: the channel is archived (is_archived).'),
    restricted_action_read_only_channel: t('Slack: nobody may post in the channel (is_read_only).'),
  };
  return new NetworkError('unauthorized', words[code], { remedy: MEANINGS[code]?.remedy ?? RIGHTS });
}

function callOf(effect: boolean, token: string): Call {
  return { network: 'Slack', effect, secrets: [token], remedy: TOKEN };
}

function bodyOf({ body }: WebAPIHTTPError): string | undefined {
  return typeof body === 'string' ? body : undefined;
}

/** Slack answers 200 and names the fault. */
function platformError(effect: boolean, token: string, error: WebAPIPlatformError): NetworkError {
  const code = error.data.error;
  // Whatever came with status 200, such as a proxy's page, or half an answer, is handed on as a code.
  if (!/^[a-z_0-9]+$/.test(code ?? '')) return transportError(callOf(effect, token), error);
  const { reason, remedy } = MEANINGS[code] ?? { reason: 'refused' };
  const told = [code, ...detailsOf(error)].join('; ');
  const words = say({ secrets: [token] }, told);
  const needed = 'needed' in error.data && code === 'missing_scope' ? String(error.data.needed) : undefined;
  return new NetworkError(meant(reason, effect), t('Slack: {words}.', { words }), {
    remedy: needed
      ? t('Add the scope {needed} under OAuth & Permissions, then reinstall the app.', { needed })
      : remedy,
    retryAfter: seconds(error.data.response_metadata?.retryAfter),
    cause: error,
  });
}

/** Where Slack itself broke down nothing is known of an effect, and nothing was done without one. */
function meant(reason: NetworkErrorReason, effect: boolean): NetworkErrorReason {
  return reason === 'lost' && !effect ? 'unreachable' : reason;
}

function seconds(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * 1000;
}

const TOKEN = t("Check the bot's token (OAuth & Permissions of the app) and set it in the environment.");
const INVITE = t('Invite the bot to the channel (/invite), or correct the channel in the team file.');
const RIGHTS = t('Ask an admin of the workspace to let the app post there.');

const unauthorized = (remedy: string) => ({ reason: 'unauthorized' as const, remedy });

const MEANINGS: Record<string, { reason: NetworkErrorReason; remedy?: string }> = {
  invalid_auth: unauthorized(TOKEN),
  not_authed: unauthorized(TOKEN),
  account_inactive: unauthorized(TOKEN),
  token_revoked: unauthorized(TOKEN),
  token_expired: unauthorized(TOKEN),
  not_allowed_token_type: unauthorized(TOKEN),
  missing_scope: unauthorized(TOKEN),
  no_permission: unauthorized(RIGHTS),
  org_login_required: unauthorized(RIGHTS),
  ekm_access_denied: unauthorized(RIGHTS),
  access_denied: unauthorized(RIGHTS),
  team_access_not_granted: unauthorized(RIGHTS),
  restricted_action: unauthorized(RIGHTS),
  restricted_action_read_only_channel: unauthorized(RIGHTS),
  not_in_channel: unauthorized(INVITE),
  channel_not_found: unauthorized(INVITE),
  is_archived: unauthorized(t('Unarchive the channel, or correct the channel in the team file.')),
  ratelimited: { reason: 'rate_limited' },
  rate_limited: { reason: 'rate_limited' },
  message_limit_exceeded: { reason: 'rate_limited' },
  service_unavailable: { reason: 'unreachable' },
  team_added_to_org: { reason: 'unreachable' },
  request_timeout: { reason: 'unreachable' },
  internal_error: { reason: 'lost' },
  fatal_error: { reason: 'lost' },
};

/** By code, as the classes would load the client. */
function isPlatformError(error: unknown): error is WebAPIPlatformError {
  return hasCode(error, 'slack_webapi_platform_error');
}

function isHttpError(error: unknown): error is WebAPIHTTPError {
  return hasCode(error, 'slack_webapi_http_error');
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
