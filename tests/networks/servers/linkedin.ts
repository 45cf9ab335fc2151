/** The playground's local LinkedIn as a far side: a page, with the token of a content administrator. */
import { type Fault, LocalLinkedIn } from '@bellwether/local-networks/linkedin/index.ts';
import { type Failure, type FarClock, type FarSide, WORDS } from './far-side.ts';

export const PAGE = '2414183';
/** Ada is no more than an analyst of it. */
export const OTHER_PAGE = '2414184';
export const APP = {
  id: 'app-1',
  secret: 'secret-of-the-app',
  redirects: ['http://127.0.0.1/pages/connect'],
  scopes: [
    ...['openid', 'profile', 'w_member_social'],
    ...['w_organization_social', 'r_organization_social', 'rw_organization_admin'],
  ],
  refreshes: true,
};
export const ADA = 'ada0';
/** May do nothing on the page. */
export const BEN = 'ben0';

interface Ways {
  processing?: number;
  listedAfter?: number;
  makesNothingOfVideos?: boolean;
}

export async function startLinkedIn(
  clock: FarClock = Date,
  ways: Ways = {},
): Promise<FarSide & { linkedin: LocalLinkedIn }> {
  const linkedin = new LocalLinkedIn({
    clock,
    ...ways,
    members: [
      { id: ADA, name: 'Ada Author', roles: { [PAGE]: 'CONTENT_ADMINISTRATOR', [OTHER_PAGE]: 'ANALYST' } },
      { id: BEN, name: 'Ben Reader', roles: { [PAGE]: 'ANALYST' } },
    ],
    organizations: [
      { id: Number(PAGE), name: 'Acme', vanityName: 'acme' },
      { id: Number(OTHER_PAGE), name: 'Acme Labs', vanityName: 'acme-labs' },
    ],
    apps: [APP],
  });
  await linkedin.start();
  const account = {
    access_token: linkedin.issueToken(ADA, APP.scopes, TEN_YEARS),
    organization: PAGE,
    api_url: linkedin.url,
  };
  return {
    linkedin,
    account,
    wrongAccount: { ...account, access_token: 'not-the-token' },
    live: () => linkedin.posts().map(({ text, pictures }) => ({ text, images: pictures })),
    answers: () => [],
    said: async () => {
      throw new Error('Nothing is answered on LinkedIn.');
    },
    alter: (how) => {
      for (const { id, commentary } of linkedin.posts()) linkedin.setCommentary(id, how(commentary));
    },
    fail: (failure) => linkedin.faults.next('createPost', FAULTS[failure]),
    failEdit: (failure) => linkedin.faults.next('updatePost', FAULTS[failure]),
    failUpload: () => linkedin.faults.next('upload', { refusal: { status: 500, body: { message: WORDS } } }),
    clear: () => linkedin.forget(),
    stop: () => linkedin.stop(),
  };
}

/** Ms; longer than the 60 days of the real ones: not every test is about a renewal. */
const TEN_YEARS = 10 * 365 * 24 * 3_600_000;

const refusal = (status: number, message: string, more = {}) => ({
  refusal: { status, body: { status, message, ...more } },
});

const FAULTS: Record<Failure, Fault> = {
  'cut before': { loseAnswer: 'before' },
  'cut after': { loseAnswer: 'after' },
  silent: { silent: true },
  'broken after': { page: 502 },
  'rate limited': refusal(429, 'Resource level throttle limit for calls to this resource is reached.'),
  refused: refusal(422, WORDS),
  unauthorized: refusal(403, 'Not enough permissions to access: partnerApiPostsExternal.CREATE'),
};
