/** What TikTok's refusals mean: their codes say it, the status alone does not. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { answerError, type Call, say } from '../http.ts';
import { readJson } from '../json.ts';
import { NetworkError } from '../network.ts';

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
}

const bodySchema = z.object({
  error: z.object({ code: z.string().min(1), message: z.string().default('') }),
});

export const OK = 'ok';

/** TikTok's status and code, as the error's cause. */
class Refused extends Error {
  readonly status: number;
  /** Empty: it is not TikTok that answered, or it gives none. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Of its body, or empty. */
export function codeIn(text: string): string {
  return bodyIn(text)?.code ?? '';
}

export function callOf(token: string, effect: boolean): Call {
  return { network: 'TikTok', effect, secrets: [token], remedy: AGAIN };
}

export function answerErrorOf(call: Call, { status, headers, text }: Answered): NetworkError {
  const body = bodyIn(text);
  const code = body?.code ?? '';
  const words = body ? [body.message.replace(/[.\s]+$/, ''), `(${code})`].filter(Boolean).join(' ') : text;
  const cause = new Refused(status, code, body?.message ?? `TikTok answered ${status}.`);
  const { as = status, remedy = call.remedy, retryAfter, closesAccount } = MEANINGS[code] ?? {};
  const error = answerError({ ...call, ...(remedy && { remedy }) }, { status: as, headers, words }, cause);
  if (!(code in MEANINGS)) return error;
  return new NetworkError(error.reason, t('TikTok: {words}.', { words: say(call, words) }), {
    ...{ remedy: remedy ?? '', retryAfter: error.retryAfter ?? retryAfter, cause },
    ...(closesAccount && { closesAccount }),
  });
}

/** It does not know what was begun under that id. */
export function isUnknown(error: unknown): boolean {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  return cause instanceof Refused && UNKNOWN.includes(cause.code);
}

/** Where a chunk was to go is over, or was never there; whoever says so. */
export function isOver(error: unknown): boolean {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  return cause instanceof Refused && cause.code === '' && [403, 404, 410].includes(cause.status);
}

/** A chunk that is not the next one by TikTok's own word: it is asked, and gone on with from there. */
export function isOutOfStep(error: unknown): boolean {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  return cause instanceof Refused && cause.code === '' && cause.status === 416;
}

function bodyIn(text: string): { code: string; message: string } | undefined {
  try {
    return bodySchema.safeParse(readJson(text)).data?.error;
  } catch {
    return undefined;
  }
}

interface Meaning {
  /** The status that it comes to. */
  as?: number;
  remedy?: string;
  /** Ms. */
  retryAfter?: number;
  /** No post will be taken. */
  closesAccount?: boolean;
}

const HOUR = 3_600_000;
const AGAIN = t('Connect it again (/accounts), or set a new token in the environment.');
const TICKED = t('Connect it again (/accounts), and leave all that TikTok asks for ticked.');
const DAILY = t(
  'TikTok counts the last 24 hours; it is tried again each hour, until it is later than publishing.grace allows. Then it is held.',
);
const UNKNOWN = ['invalid_publish_id', 'token_not_authorized_for_specified_publish_id'];

const MEANINGS: Record<string, Meaning> = {
  access_token_invalid: { as: 401 },
  scope_not_authorized: { as: 401, remedy: TICKED },
  scope_permission_missed: { as: 401, remedy: TICKED },
  rate_limit_exceeded: { as: 429 },
  internal_error: { as: 500 },
  spam_risk_too_many_posts: { as: 429, remedy: DAILY, retryAfter: HOUR },
  spam_risk_too_many_pending_share: { as: 429, remedy: DAILY, retryAfter: HOUR },
  reached_active_user_cap: {
    ...{ as: 429, retryAfter: HOUR },
    remedy: t(
      'An app without an audit posts for few people a day; let your operator apply for it (docs/tiktok.md). It is tried again each hour, until it is later than publishing.grace allows. Then it is held.',
    ),
  },
  spam_risk_user_banned_from_posting: {
    ...{ as: 403, closesAccount: true },
    remedy: t('Look into the TikTok app, which says why the account may not post.'),
  },
  unaudited_client_can_only_post_to_private_accounts: {
    as: 400,
    remedy: t(
      'TikTok has not audited the app: make the account private and choose "Only me", or let your operator apply for the audit (docs/tiktok.md).',
    ),
  },
  url_ownership_unverified: {
    as: 400,
    remedy: t(
      'Let your operator prove the domain of BASE_URL to TikTok (docs/tiktok.md, URL properties), then press Retry.',
    ),
  },
  privacy_level_option_mismatch: {
    as: 400,
    remedy: t('Choose anew who sees it (Fields): TikTok offers the account something else by now.'),
  },
  invalid_publish_id: { as: 400 },
  token_not_authorized_for_specified_publish_id: { as: 400 },
};
