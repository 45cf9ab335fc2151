/** The playground's local Threads and Instagram as far sides. */
import type { Fault, LocalContainers, Post } from '@bellwether/local-networks/meta/local-containers.ts';
import { type Failure, type FarSide, type LivePost, WORDS } from './far-side.ts';

/** Started. `title`: as people write it. */
export function farSideOf(
  local: LocalContainers,
  { title, user, scopes }: { title: string; user: string; scopes: string[] },
): FarSide {
  const account = { access_token: local.tokens.issue(user, scopes, TEN_YEARS), api_url: local.url };
  const textOf = (id: string | undefined) => local.posts().find((one) => one.id === id)?.text;
  return {
    account,
    wrongAccount: { ...account, access_token: 'not-the-token' },
    live: () => local.posts().map(liveOf),
    answers: () =>
      local
        .posts()
        .filter(({ replyTo }) => replyTo !== undefined)
        .map(({ text, replyTo }) => [text, textOf(replyTo)]),
    said: async () => {
      throw new Error(`Nothing is answered on ${title}.`);
    },
    alter: (how) => {
      for (const post of local.posts()) post.text = how(post.text);
    },
    fail: (failure) => local.faults.next('publish', FAULTS[failure]),
    failUpload: () => local.faults.next('createContainer', refusal(400, { message: WORDS, code: 100 })),
    clear: () => local.forget(),
    stop: () => local.stop(),
  };
}

export function liveOf({ text, pictures }: Post): LivePost {
  return { text, images: pictures.map(({ alt, bytes }) => ({ alt, bytes: bytes.byteLength })) };
}

/** Ms; longer than the 60 days of the real ones: not every test is about a renewal. */
const TEN_YEARS = 10 * 365 * 24 * 3_600_000;

/** As all of Meta's Graph APIs refuse. */
export function refusal(status: number, error: object, headers = {}): Fault {
  return { refusal: { status, body: { error: { type: 'OAuthException', ...error } }, headers } };
}

export const SOON = { 'retry-after': '7' };

export const FAULTS: Record<Failure, Fault> = {
  'cut before': { loseAnswer: 'before' },
  'cut after': { loseAnswer: 'after' },
  silent: { silent: true },
  'broken after': { page: 502 },
  'rate limited': refusal(400, { message: 'Application request limit reached', code: 4 }, SOON),
  refused: refusal(400, { message: WORDS, code: 100 }),
  unauthorized: refusal(403, { message: '(#10) Application does not have permission', code: 10 }),
};
