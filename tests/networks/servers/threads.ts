/** The playground's local Threads as a far side. */
import { type Fault, LocalThreads } from '@bellwether/local-networks/threads/index.ts';
import { type Failure, type FarClock, type FarSide, WORDS } from './far-side.ts';

export const USER = { id: '1784', username: 'acme' };
export const APP = {
  id: 'app-1',
  secret: 'secret-of-the-app',
  redirects: ['http://127.0.0.1/pages/connect'],
  scopes: [
    ...['threads_basic', 'threads_content_publish', 'threads_manage_replies'],
    ...['threads_read_replies', 'threads_delete'],
  ],
};

export async function startThreads(clock: FarClock = Date): Promise<FarSide & { threads: LocalThreads }> {
  const threads = new LocalThreads({ clock, users: [USER], apps: [APP] });
  await threads.start();
  const account = {
    access_token: threads.tokens.issue(USER.id, APP.scopes, TEN_YEARS),
    api_url: threads.url,
  };
  const textOf = (id: string | undefined) => threads.posts().find((one) => one.id === id)?.text;
  return {
    threads,
    account,
    wrongAccount: { ...account, access_token: 'not-the-token' },
    live: () =>
      threads.posts().map(({ text, pictures }) => ({
        text,
        images: pictures.map(({ alt, bytes }) => ({ alt, bytes: bytes.byteLength })),
      })),
    answers: () =>
      threads
        .posts()
        .filter(({ replyTo }) => replyTo !== undefined)
        .map(({ text, replyTo }) => [text, textOf(replyTo)]),
    said: async () => {
      throw new Error('Nothing is answered on Threads.');
    },
    fail: (failure) => threads.faults.next('publish', FAULTS[failure]),
    failUpload: () => threads.faults.next('createContainer', refusal(400, { message: WORDS, code: 100 })),
    clear: () => threads.forget(),
    stop: () => threads.stop(),
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
