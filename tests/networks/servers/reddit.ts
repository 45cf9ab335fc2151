/** The playground's local Reddit as a far side: an account in three communities. */
import { type Fault, LocalReddit, type World } from '@bellwether/local-networks/reddit/index.ts';
import { type Failure, type FarClock, type FarSide, WORDS } from './far-side.ts';

export const ACME = 'a1b2c3';
export const SCOPES = ['identity', 'mysubreddits', 'flair', 'submit', 'edit', 'read', 'history'];
export const APP = {
  id: 'id-of_the-app',
  secret: 'secret-of_the-app',
  redirects: ['http://127.0.0.1/pages/connect'],
};
export const USER_AGENT = 'server:org.example.bellwether:1.0 (by /u/acme)';
export const NEWS_FLAIR = '17bf09c4-520c-11e7-8073-0ef8adb5ef68';

export async function startReddit(
  clock: FarClock = Date,
  ways: Pick<World, 'listedAfter' | 'processing' | 'makesNothingOfVideos'> = {},
): Promise<FarSide & { reddit: LocalReddit }> {
  const reddit = new LocalReddit({
    clock,
    ...ways,
    people: [{ id: ACME, name: 'acme', joined: ['kites', 'links', 'strict'] }],
    communities: [
      {
        name: 'kites',
        flairs: [
          { id: NEWS_FLAIR, text: 'News' },
          { id: 'mods', text: 'Mods', mod_only: true },
        ],
      },
      { name: 'links', takes: 'link' },
      {
        name: 'strict',
        flairs: [{ id: 'one', text: 'One' }],
        flairRequired: true,
        banned: ['cheap'],
        mostTitle: 40,
        bannedDomains: ['shop.example'],
        takesNoVideos: true,
      },
      { name: 'closed' },
    ],
    apps: [APP],
  });
  await reddit.start();
  const account = {
    access_token: reddit.issueToken(ACME, SCOPES, TEN_YEARS),
    user_agent: USER_AGENT,
    ...{ api_url: reddit.url, auth_url: reddit.url },
  };
  return {
    reddit,
    account,
    wrongAccount: { ...account, access_token: 'not-the-token' },
    live: () => reddit.posts().map(({ text }) => ({ text, images: [] })),
    answers: () => [],
    said: async () => {
      throw new Error('Nothing is answered on Reddit.');
    },
    engage: async (id) => {
      reddit.change(id, { score: 8, comments: 3 });
      return { likes: 7, replies: 3 };
    },
    alter: (how) => {
      for (const post of reddit.posts()) post.text = how(post.text);
    },
    fail: (failure) => reddit.faults.next('submit', FAULTS[failure]),
    failEdit: (failure) => reddit.faults.next('editusertext', FAULTS[failure]),
    clear: () => reddit.forget(),
    stop: () => reddit.stop(),
  };
}

/** Ms; longer than the day of the real ones: not every test is about a renewal. */
const TEN_YEARS = 10 * 365 * 24 * 3_600_000;

const refusal = (status: number, body: unknown) => ({ refusal: { status, body } });
const WAIT = "Looks like you've been doing that a lot. Take a break for 7 seconds before trying again.";

const FAULTS: Record<Failure, Fault> = {
  'cut before': { loseAnswer: 'before' },
  'cut after': { loseAnswer: 'after' },
  silent: { silent: true },
  'broken after': { page: 502 },
  'rate limited': refusal(200, { json: { errors: [['RATELIMIT', WAIT, 'ratelimit']], ratelimit: 7 } }),
  refused: refusal(200, { json: { errors: [['RULES', WORDS, 'text']] } }),
  unauthorized: refusal(403, { message: 'Forbidden', error: 403 }),
};
