/** What LinkedIn's errors mean. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Answer, answerError, type Call } from '../http.ts';
import { readJson } from '../json.ts';
import { NetworkError } from '../network.ts';

const errorSchema = z.object({
  message: z.string(),
  code: z.string().optional(),
  ...{ status: z.number().optional(), serviceErrorCode: z.number().optional() },
  errorDetails: z
    .object({ inputErrors: z.array(z.object({ code: z.string().optional() })).optional() })
    .optional(),
});

/** LinkedIn's status and words, as the error's cause. */
class Refused extends Error {
  readonly status: number;
  readonly isDuplicate: boolean;
  /** Said as LinkedIn says it, and not by who stands before it. */
  readonly isOwn: boolean;

  constructor(status: number, body: z.infer<typeof errorSchema> | undefined) {
    super(body?.message ?? `LinkedIn answered ${status}.`);
    this.status = status;
    this.isOwn = body !== undefined && (body.code ?? body.serviceErrorCode ?? body.status) !== undefined;
    this.isDuplicate =
      body?.errorDetails?.inputErrors?.some(({ code }) => code === 'DUPLICATE_POST') ?? false;
  }
}

export function callOf(token: string, effect: boolean): Call {
  return { network: 'LinkedIn', effect, secrets: [token], remedy: TOKEN };
}

/** `text`: the answer's body. */
export function answerErrorOf(call: Call, { status, headers }: Answer, text: string): NetworkError {
  const body = errorSchema.safeParse(parsed(text)).data;
  const cause = new Refused(status, body);
  const words = body ? [body.message, body.code && `(${body.code})`].filter(Boolean).join(' ') : text;
  if (status === 426)
    return answerError({ ...call, remedy: VERSION }, { status: 403, headers, words }, cause);
  const remedy = status === 403 ? RIGHTS : TOKEN;
  const error = answerError({ ...call, remedy }, { status, headers, words }, cause);
  if (status !== 401) return error;
  return new NetworkError(error.reason, error.message, { remedy, cause, isEarly: true });
}

export function isMissing(error: unknown): boolean {
  const refusal = refusalOf(error);
  return refusal?.status === 404 && refusal.isOwn;
}

export function isForbidden(error: unknown): boolean {
  const refusal = refusalOf(error);
  return refusal?.status === 403;
}

/** What the post shows cannot be used yet. In which words is told nowhere; whatever is meant, nothing is out. */
export function isNotReady(error: unknown): boolean {
  const isRefused = error instanceof NetworkError && error.reason === 'refused';
  return isRefused && NOT_READY.test(refusalOf(error)?.message ?? '');
}

/** The post that says the same already, as LinkedIn names it; undefined: it is another refusal. */
export function duplicateIn(error: unknown): string | undefined {
  const refusal = refusalOf(error);
  const isOne = refusal?.isDuplicate || /is a duplicate of/i.test(refusal?.message ?? '');
  return isOne ? (/urn:li:(?:share|ugcPost):[\w-]+/.exec(refusal?.message ?? '')?.[0] ?? '') : undefined;
}

function refusalOf(error: unknown): Refused | undefined {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  return cause instanceof Refused ? cause : undefined;
}

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

const NOT_READY =
  /\bnot (?:yet )?(?:available|ready|processed)\b|\b(?:still|being|is|status:?) process(?:ing|ed)\b|waiting_upload/i;

const TOKEN = t(
  'Connect it again (/accounts), or set a new token (Developer Portal, OAuth token tools) in the environment.',
);
const RIGHTS = t(
  'Check that the token has the scopes that docs/linkedin.md names, and that its person may post for the page.',
);
const VERSION = t(
  'Set `version` of the target to a newer month, such as that of the newest release of LinkedIn.',
);
