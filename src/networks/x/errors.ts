/** What X's refusals mean. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Answer, answerError, type Call } from '../http.ts';
import { readJson } from '../json.ts';
import { NetworkError } from '../network.ts';

/** One of several, beside data or in a refusal. */
export const problemSchema = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  message: z.string().optional(),
  type: z.string().optional(),
  value: z.string().optional(),
});
const refusalSchema = problemSchema.extend({ errors: z.array(problemSchema).optional().catch(undefined) });
type Problem = z.infer<typeof refusalSchema>;

/** X's own words, as the error's cause. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, words: string) {
    super(words);
    this.status = status;
  }
}

export function callOf(token: string, effect: boolean): Call {
  return { network: 'X', effect, secrets: [token], remedy: TOKEN };
}

/** `text`: the answer's body. */
export function answerErrorOf(call: Call, { status, headers }: Answer, text: string): NetworkError {
  const problem = refusalSchema.safeParse(parsed(text)).data;
  const words = problem ? wordsOf(problem) : text;
  const meaning = MEANINGS.find((one) => one.fits(status, problem));
  const counted = { status: meaning?.as ?? status, headers: withReset(headers), words };
  const remedy = meaning?.remedy ?? (status === 403 ? RIGHTS : TOKEN);
  const error = answerError({ ...call, remedy }, counted, new Refused(status, words));
  return meaning ? meant(error, meaning) : error;
}

/** X took it as a request, and did nothing of it. */
export function nothingDone(call: Call, errors: z.infer<typeof problemSchema>[]): NetworkError {
  const words = errors.map(wordsOf).join(' ') || t('it did nothing, and told no reason');
  const answer = { status: 400, headers: new Headers(), words };
  return answerError(call, answer, new Refused(200, words));
}

/** The same text is there, or was lately. */
export function isDuplicate(error: unknown): boolean {
  return says(error, /duplicate content/i);
}

export function isParentMissing(error: unknown): boolean {
  return says(error, PARENT_MISSING);
}

export function isMissing(error: unknown): boolean {
  return refusalOf(error)?.status === 404;
}

interface Meaning {
  fits(status: number, problem: Problem | undefined): boolean;
  /** It counts as this status. */
  as: number;
  remedy: string;
  /** Every post would meet it. */
  closesAccount?: boolean;
}

function meant(error: NetworkError, { remedy, closesAccount = false }: Meaning): NetworkError {
  const { reason, message, retryAfter, cause } = error;
  return new NetworkError(reason, message, { remedy, retryAfter, cause, closesAccount });
}

/** "CreditsDepleted: …" — the particular before the general. */
function wordsOf({ title = '', detail = '', message = '', errors = [] }: Problem): string {
  const particular = errors.map(wordsOf).filter(Boolean).join(' ');
  const words = particular || message || detail || title;
  return NAMED.test(title) ? `${words.replace(/\.$/, '')} (${title})` : words;
}

/** A name of X's own rather than the status in words. */
const NAMED = /^[A-Z][a-z]+[A-Z]\w+$/;

/** X calls its headers otherwise; of several limits the one that is used up counts. */
function withReset(headers: Answer['headers']): Answer['headers'] {
  const used = ['x-app-limit-24hour', 'x-user-limit-24hour', 'x-rate-limit'].find(
    (name) => headers.get(`${name}-remaining`) === '0',
  );
  const reset = headers.get(`${used ?? 'x-rate-limit'}-reset`);
  const known: Record<string, string | null> = {
    'x-ratelimit-remaining': reset === null ? null : '0',
    'x-ratelimit-reset': reset,
  };
  return { get: (name) => (name in known ? (known[name] ?? null) : headers.get(name)) };
}

function says(error: unknown, words: RegExp): boolean {
  return words.test(refusalOf(error)?.message ?? '');
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

function forbids(words: RegExp): Meaning['fits'] {
  return (status, problem) => status === 403 && words.test(problem ? wordsOf(problem) : '');
}

const PARENT_MISSING = /deleted or not visible/i;

const TOKEN = t('Connect it again (/accounts).');
const RIGHTS = t('Look at x.com and in the Developer Console whether the account and the app may post.');

const MEANINGS: Meaning[] = [
  {
    fits: (status, problem) => status === 402 || /usage-capped/.test(problem?.type ?? ''),
    ...{ as: 403, closesAccount: true },
    remedy: t("Top up the app's credits, or raise its limit, in X's Developer Console."),
  },
  {
    fits: forbids(/\block(ed)?\b|suspended/i),
    ...{ as: 403, closesAccount: true },
    remedy: t('Sign in at x.com as this account and do what X asks for.'),
  },
  { fits: forbids(/duplicate content/i), as: 400, remedy: t('Write it another way, or leave it at that.') },
  { fits: forbids(PARENT_MISSING), as: 400, remedy: '' },
  {
    fits: forbids(/reply to this conversation is not allowed/i),
    as: 400,
    remedy: t('X lets apps answer those alone who mentioned or quoted the account; answer there by hand.'),
  },
  {
    fits: forbids(/crypto|wallet/i),
    as: 400,
    remedy: t('X takes no such address in the first seven days after a sign-in; leave it out, or wait.'),
  },
  { fits: forbids(/cashtag/i), as: 400, remedy: t('Leave one cashtag in the text.') },
];
