/** The local TikTok as a far side: a public account, and a token of an app that TikTok has audited. */
import {
  type Fault,
  LocalTikTok,
  type Publish,
  type World,
} from '@bellwether/local-networks/tiktok/index.ts';
import { type Failure, type FarClock, type FarSide, type LivePost, WORDS } from './far-side.ts';

export const SCOPES = ['user.info.basic', 'video.publish', 'video.list'];
export const ACME = 'open-acme';
export const BEN = 'open-ben';
export const APP = {
  id: 'key-of-the-app',
  secret: 'secret-of-the-app',
  redirects: ['http://127.0.0.1/pages/connect'],
  standing: 'audited' as const,
  domains: ['127.0.0.1'],
};
export const NEW_APP = { ...APP, id: 'key-of-a-new-app', standing: 'unaudited' as const };

/** As many calls in a minute as come, unless told: not every test is about the pace. */
export async function startTikTok(
  clock: FarClock = Date,
  more: Pick<World, 'processingTakes' | 'moderationTakes' | 'unpaced' | 'withoutBytes'> = {},
): Promise<FarSide & { tiktok: LocalTikTok }> {
  const tiktok = new LocalTikTok({
    ...{ clock, unpaced: true, ...more },
    users: [
      { id: ACME, username: 'acme', displayName: 'Acme' },
      { id: BEN, username: 'ben', displayName: 'Ben', isPrivate: true },
    ],
    apps: [APP, NEW_APP],
  });
  await tiktok.start();
  const account = {
    access_token: tiktok.issueToken({ user: ACME, app: APP.id, scopes: SCOPES }, TEN_YEARS),
    standing: 'audited',
    ...{ api_url: tiktok.url, auth_url: tiktok.url },
  };
  const empty = structuredClone(tiktok.snapshotState());
  const publishOf = (id: string) => {
    const found = tiktok.publishes().find((publish) => publish.id === id || publish.post === id);
    if (!found) throw new Error(`There is no post ${id}.`);
    return found.id;
  };
  return {
    tiktok,
    account,
    wrongAccount: { ...account, access_token: 'not-the-token' },
    live: () =>
      tiktok
        .posts()
        .filter((post) => !post.isTakenDown)
        .map(liveOf),
    answers: () => [],
    said: async () => {
      throw new Error('Nothing is answered on TikTok.');
    },
    alter: (how) => {
      for (const { id } of tiktok.posts()) tiktok.rewrite(id, how);
    },
    takeDown: (id) => tiktok.takeDown(publishOf(id)),
    engage: async (id) => {
      tiktok.engage(publishOf(id), { views: 9, likes: 3, comments: 2, shares: 1 });
      return { likes: 3, replies: 2, reposts: 1 };
    },
    fail: (failure) => tiktok.faults.next(['content.init', 'chunk.last'], FAULTS[failure]),
    failUpload: () =>
      tiktok.faults.next('content.init', refusal(403, 'url_ownership_unverified', 'Not from there.')),
    clear: () => tiktok.restoreState(structuredClone(empty)),
    stop: () => tiktok.stop(),
  };
}

/** No picture has a text of its own. */
function liveOf({ kind, title, description, photos }: Publish): LivePost {
  return {
    text: kind === 'video' ? title : description,
    images: photos.map(({ bytes }) => ({ alt: '', bytes: bytes.byteLength })),
  };
}

/** Ms; longer than the two hours of the real ones: not every test is about a renewal. */
const TEN_YEARS = 10 * 365 * 24 * 3_600_000;

export const refusal = (status: number, code: string, message: string): Fault => ({
  refusal: { status, body: { data: {}, error: { code, message, log_id: '20261130' } } },
});

const FAULTS: Record<Failure, Fault> = {
  'cut before': { loseAnswer: 'before' },
  'cut after': { loseAnswer: 'after' },
  silent: { silent: true },
  'broken after': { page: 503 },
  'rate limited': refusal(429, 'rate_limit_exceeded', 'Too many requests have been sent.'),
  refused: refusal(400, 'invalid_params', WORDS),
  unauthorized: refusal(401, 'scope_not_authorized', 'The user did not authorize the scope.'),
};
