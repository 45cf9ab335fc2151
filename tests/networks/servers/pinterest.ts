/** The playground's local Pinterest as a far side: an account with two boards, and a token of an app with all access. */
import {
  type Fault,
  LocalPinterest,
  type Pin,
  type World,
} from '@bellwether/local-networks/pinterest/index.ts';
import { type Failure, type FarClock, type FarSide, type LivePost, WORDS } from './far-side.ts';

export const SCOPES = ['user_accounts:read', 'boards:read', 'boards:write', 'pins:read', 'pins:write'];
export const RECIPES = '549755885175';
export const NEWS = '549755885176';
export const ADA = '1100';
export const BEN = '1101';
export const APP = {
  id: '1512345',
  secret: 'secret-of-the-app',
  redirects: ['http://127.0.0.1/pages/connect'],
  standing: 'standard' as const,
};
export const TRIAL_APP = { ...APP, id: '1512346', standing: 'trial' as const };

export async function startPinterest(
  clock: FarClock = Date,
  ways: Pick<World, 'listedAfter' | 'page' | 'processing' | 'makesNothingOfVideos'> = {},
): Promise<FarSide & { pinterest: LocalPinterest }> {
  const pinterest = new LocalPinterest({
    clock,
    ...ways,
    users: [
      {
        ...{ id: ADA, username: 'acme' },
        boards: [
          { id: RECIPES, name: 'Recipes' },
          { id: NEWS, name: 'News' },
        ],
      },
      { id: BEN, username: 'ben', boards: [{ id: '549755885180', name: 'Of Ben' }] },
    ],
    apps: [APP, TRIAL_APP],
  });
  await pinterest.start();
  const account = {
    access_token: pinterest.issueToken({ user: ADA, app: APP.id, scopes: SCOPES }, TEN_YEARS),
    api_url: pinterest.url,
  };
  // With the token, which is kept as well.
  const empty = structuredClone(pinterest.snapshotState());
  return {
    pinterest,
    account,
    wrongAccount: { ...account, access_token: 'not-the-token' },
    live: () => pinterest.pins().map(liveOf),
    answers: () => [],
    said: async () => {
      throw new Error('Nothing is answered on Pinterest.');
    },
    engage: async (id) => {
      pinterest.engage(id, { saves: 3, comments: 2, reactions: 1 });
      return { reposts: 3, replies: 2, reactions: 1 };
    },
    alter: (how) => {
      for (const pin of pinterest.pins()) pin.description = how(pin.description);
    },
    fail: (failure) => pinterest.faults.next('createPin', FAULTS[failure]),
    clear: () => pinterest.restoreState(structuredClone(empty)),
    stop: () => pinterest.stop(),
  };
}

/** A Pin has one alt text. */
function liveOf({ description, alt, pictures }: Pin): LivePost {
  return {
    text: description,
    images: pictures.map(({ bytes }, index) => ({ alt: index === 0 ? alt : '', bytes: bytes.byteLength })),
  };
}

/** Ms; longer than the 30 days of the real ones: not every test is about a renewal. */
const TEN_YEARS = 10 * 365 * 24 * 3_600_000;

const refusal = (status: number, code: number, message: string) => ({
  refusal: { status, body: { code, message } },
});

const FAULTS: Record<Failure, Fault> = {
  'cut before': { loseAnswer: 'before' },
  'cut after': { loseAnswer: 'after' },
  silent: { silent: true },
  'broken after': { page: 502 },
  'rate limited': refusal(429, 8, 'You have exceeded your rate limit. Try again later.'),
  refused: refusal(400, 1, WORDS),
  unauthorized: refusal(403, 3, 'Authorization failed.'),
};
