/** What the refusals of Meta's Graph APIs mean: their codes say it, the status alone does not. */
import { z } from 'zod';
import { type Answer, answerError, type Call } from './http.ts';
import { readJson } from './json.ts';
import { NetworkError } from './network.ts';

const bodySchema = z.object({
  error: z.object({
    message: z.string().default(''),
    code: z.number().default(0),
    error_subcode: z.number().optional(),
    error_user_title: z.string().optional(),
    error_user_msg: z.string().optional(),
    is_transient: z.boolean().optional(),
  }),
});

/** Meta's own codes and words, as the error's cause. */
class GraphRefusal extends Error {
  readonly code: number;
  readonly subcode?: number;

  constructor(code: number, subcode: number | undefined, message: string) {
    super(message);
    this.code = code;
    this.subcode = subcode;
  }
}

/** `text`: the answer's body. A page of HTML, as in an outage, goes by its status. */
export function graphError(call: Call, { status, headers }: Answer, text: string): NetworkError {
  const body = bodySchema.safeParse(parsed(text)).data;
  if (!body) return answerError(call, { status, headers, words: text });
  const { code, error_subcode: subcode, message, error_user_msg: said } = body.error;
  const cause = new GraphRefusal(code, subcode, message);
  const number = subcode === undefined ? `${code}` : `${code}/${subcode}`;
  const words = [message, said !== message && said, `(${number})`].filter(Boolean).join(' ');
  const meant = subcode === POSTS_OF_THE_DAY ? 429 : statusOf(code, body.error.is_transient, status);
  const error = answerError(call, { status: meant, headers, words }, cause);
  const retryAfter = error.retryAfter ?? regainedAfter(headers);
  if (error.reason !== 'rate_limited' || retryAfter === undefined) return error;
  return new NetworkError(error.reason, error.message, { remedy: error.remedy, retryAfter, cause });
}

/** Meta said so of what it was asked for. Undefined: whatever the subcode. */
export function isGraphRefusal(error: unknown, code: number, subcode?: number): error is NetworkError {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  return (
    cause instanceof GraphRefusal &&
    cause.code === code &&
    (subcode === undefined || cause.subcode === subcode)
  );
}

/** Meta's own; empty where it is no refusal of theirs. */
export function wordsOfRefusal(error: unknown): string {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  return cause instanceof GraphRefusal ? cause.message : '';
}

/** What a status of that meaning would be. */
function statusOf(code: number, isTransient: boolean | undefined, status: number): number {
  if (RATES.has(code) || (code >= 80_000 && code < 80_100)) return 429;
  if (code === TOKEN || code === PERMISSION || (code >= 200 && code < 300)) return 403;
  // Such an answer also came of posts that were live.
  if (code === 1 || code === 2 || isTransient) return 503;
  // Meta answers 401 and 403 for want of rights alone, and then says so.
  return status >= 400 && status < 500 ? 400 : status;
}

/** Of the app, the user, the page, by call, by this kind of call. */
const RATES = new Set([4, 17, 32, 613]);
/** As many posts as an account may have by the API. */
const POSTS_OF_THE_DAY = 2_207_042;
const TOKEN = 190;
const PERMISSION = 10;

/** Ms; told in minutes, for each account and kind of call. */
function regainedAfter(headers: Answer['headers']): number | undefined {
  const usage = usageSchema.safeParse(parsed(headers.get('x-business-use-case-usage') ?? '')).data;
  const minutes = Object.values(usage ?? {})
    .flat()
    .map((one) => one.estimated_time_to_regain_access ?? 0);
  const longest = Math.max(0, ...minutes);
  return longest > 0 ? longest * 60_000 : undefined;
}

const usageSchema = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.number().optional() })),
);

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}
