/** The playground's local Instagram as a far side. */
import { type Fault, LocalInstagram } from '@bellwether/local-networks/instagram/index.ts';
import { type Failure, type FarClock, type FarSide, WORDS } from './far-side.ts';

export const USER = { id: '17841', username: 'acme' };
export const APP = {
  id: 'app-1',
  secret: 'secret-of-the-app',
  redirects: ['http://127.0.0.1/pages/connect'],
  scopes: [
    ...['instagram_business_basic', 'instagram_business_content_publish'],
    // Of a login by Facebook.
    'instagram_manage_contents',
  ],
};

export async function startInstagram(
  clock: FarClock = Date,
): Promise<FarSide & { instagram: LocalInstagram }> {
  const instagram = new LocalInstagram({ clock, users: [USER], apps: [APP] });
  await instagram.start();
  const account = {
    access_token: instagram.tokens.issue(USER.id, APP.scopes, TEN_YEARS),
    api_url: instagram.url,
  };
  return {
    instagram,
    account,
    wrongAccount: { ...account, access_token: 'not-the-token' },
    live: () =>
      instagram.posts().map(({ text, pictures }) => ({
        text,
        images: pictures.map(({ alt, bytes }) => ({ alt, bytes: bytes.byteLength })),
      })),
    answers: () => [],
    said: async () => {
      throw new Error('Nothing is answered on Instagram.');
    },
    fail: (failure) => instagram.faults.next('publish', FAULTS[failure]),
    failUpload: () => instagram.faults.next('createContainer', refusal(400, { message: WORDS, code: 100 })),
    clear: () => instagram.forget(),
    stop: () => instagram.stop(),
  };
}

/** Ms; longer than the 60 days of the real ones: not every test is about a renewal. */
const TEN_YEARS = 10 * 365 * 24 * 3_600_000;

const refusal = (status: number, error: object, headers = {}): Fault => ({
  refusal: { status, body: { error: { type: 'OAuthException', ...error } }, headers },
});

const SOON = { 'retry-after': '7' };

const FAULTS: Record<Failure, Fault> = {
  'cut before': { loseAnswer: 'before' },
  'cut after': { loseAnswer: 'after' },
  silent: { silent: true },
  'broken after': { page: 502 },
  'rate limited': refusal(400, { message: 'Application request limit reached', code: 4 }, SOON),
  refused: refusal(400, { message: WORDS, code: 100 }),
  unauthorized: refusal(403, { message: '(#10) Application does not have permission', code: 10 }),
};
