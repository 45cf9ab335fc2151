/** What Reddit's errors mean: statuses, documents of several kinds, and errors that come with the status 200. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Answer, answerError, type Call, say } from '../http.ts';
import { readJson } from '../json.ts';
import { NetworkError } from '../network.ts';

const bodySchema = z.object({
  message: z.string().optional(),
  explanation: z.string().optional(),
  reason: z.string().optional(),
});

export function callOf(token: string, effect: boolean): Call {
  return { network: 'Reddit', effect, secrets: [token], remedy: AGAIN };
}

/** `text`: the answer's body. */
export function answerErrorOf(call: Call, { status, headers }: Answer, text: string): NetworkError {
  const body = bodySchema.safeParse(parsed(text)).data;
  const words = body
    ? [body.explanation ?? body.message, body.reason && `(${body.reason})`].filter(Boolean).join(' ')
    : text;
  const remedy = status === 403 ? RIGHTS : AGAIN;
  return answerError(
    { ...call, remedy },
    { status, headers, words },
    new Refused(status, status === 400 && body?.message !== undefined && body.reason === undefined),
  );
}

/** As the error's cause. */
class Refused extends Error {
  readonly isBare: boolean;

  constructor(status: number, isBare: boolean) {
    super(`Reddit answered ${status}.`);
    this.isBare = isBare;
  }
}

/** So Reddit answers, without a word, of what is not there. */
export function isBare(error: unknown): boolean {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  return cause instanceof Refused && cause.isBare;
}

/** Entries of two elements come too: code and words. */
export const errorEntry = z.tuple([z.string()]).rest(z.unknown());

/** Of the first error that came in an answer without data: nothing was posted. `ratelimit`: seconds. */
export function refusalOf(errors: z.infer<typeof errorEntry>[], ratelimit?: number): NetworkError {
  const [code = '', given = ''] = errors[0] ?? [];
  const words = say({}, typeof given === 'string' && given !== '' ? given : code);
  const message = t('Reddit: {words} ({code}).', { words: words.replace(/[.\s]+$/, ''), code });
  if (code === 'RATELIMIT') {
    const seconds = ratelimit ?? breakIn(words);
    return new NetworkError('rate_limited', message, {
      ...(seconds !== undefined && { retryAfter: seconds * 1_000 }),
    });
  }
  if (code === 'USER_REQUIRED') return new NetworkError('unauthorized', message, { remedy: AGAIN });
  return new NetworkError('refused', message, { remedy: REMEDIES[code]?.() ?? '' });
}

/** Seconds: "Take a break for 9 minutes before trying again." */
function breakIn(words: string): number | undefined {
  const [, count, unit = ''] = /(\d+) (second|minute|hour)/.exec(words) ?? [];
  return count === undefined ? undefined : Number(count) * (UNITS[unit] ?? 1);
}

const UNITS: Record<string, number> = { second: 1, minute: 60, hour: 3_600 };

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

const AGAIN = t('Connect it again (/accounts).');
const RIGHTS = t(
  'Check that the account may post in the community, and the rights that docs/reddit.md names.',
);
const REMEDIES: Record<string, (() => string) | undefined> = {
  SUBREDDIT_NOEXIST: () =>
    t('Reddit says so at times of communities that are there: press Retry in a few minutes.'),
  NO_SELFS: () => t('The community takes links alone: give the field link, or choose another community.'),
  NO_LINKS: () => t('The community takes no links: take the field link out, or choose another community.'),
  SUBREDDIT_NOTALLOWED: () => t('The account may not post there: join the community, or choose another one.'),
  QUOTA_FILLED: () => t('The account has posted as much as Reddit lets it for now; retry tomorrow.'),
  SUBMIT_VALIDATION_FLAIR_REQUIRED: () => t('Choose a flair: the community requires one.'),
};
