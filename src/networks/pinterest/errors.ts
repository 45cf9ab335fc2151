/** What Pinterest's errors mean. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Answer, answerError, type Call } from '../http.ts';
import { readJson } from '../json.ts';
import { NetworkError } from '../network.ts';

const errorSchema = z.object({ code: z.number().optional(), message: z.string() });

/** Pinterest's status and code, as the error's cause. */
class Refused extends Error {
  readonly status: number;
  /** Undefined: it is not Pinterest that answered. */
  readonly code: number | undefined;

  constructor(status: number, body: z.infer<typeof errorSchema> | undefined) {
    super(body?.message ?? `Pinterest answered ${status}.`);
    this.status = status;
    this.code = body?.code;
  }
}

export function callOf(token: string, effect: boolean): Call {
  return { network: 'Pinterest', effect, secrets: [token], remedy: TOKEN };
}

/** `text`: the answer's body. */
export function answerErrorOf(call: Call, { status, headers }: Answer, text: string): NetworkError {
  const body = errorSchema.safeParse(parsed(text)).data;
  const words = body
    ? [body.message, body.code !== undefined && `(${body.code})`].filter(Boolean).join(' ')
    : text;
  const remedy = body?.code === TRIAL ? IN_TRIAL : status === 403 ? RIGHTS : TOKEN;
  return answerError({ ...call, remedy }, { status, headers, words }, new Refused(status, body));
}

export function isMissing(error: unknown): boolean {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  return cause instanceof Refused && cause.status === 404 && cause.code !== undefined;
}

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

/** "Apps with Trial access may not create Pins in production." */
const TRIAL = 29;

const TOKEN = t('Connect it again (/accounts), or set a new token in the environment.');
const RIGHTS = t('Check that the token has the scopes that docs/pinterest.md names.');
const IN_TRIAL = t(
  'Ask Pinterest for standard access of the app (developers.pinterest.com, My apps); until then `api_url: https://api-sandbox.pinterest.com` makes Pins that nobody else sees.',
);
