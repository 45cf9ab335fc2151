/** The playground's local X as a far side: an account with the token of somebody who allowed all that is asked for. */
import { type Fault, LocalX } from '@bellwether/local-networks/x/index.ts';
import { type Failure, type FarClock, type FarSide, WORDS } from './far-side.ts';

export const ACME = { id: '2244994945', username: 'acme', name: 'Acme' };
export const READER = { id: '783214', username: 'reader', name: 'A Reader', followers: 1200 };
export const APP = {
  id: 'app-of-acme',
  secret: 'secret-of-the-app',
  redirects: ['http://127.0.0.1/pages/connect'],
};
export const SCOPES = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'];

interface World {
  visibleAfter?: number;
  processing?: number;
  makesNothingOfVideos?: boolean;
}

export async function startX(clock: FarClock = Date, world: World = {}): Promise<FarSide & { x: LocalX }> {
  const x = new LocalX({ clock, ...world, users: [ACME, READER], apps: [APP] });
  await x.start();
  const account = { access_token: x.issueToken(ACME.id, SCOPES, TEN_YEARS), api_url: x.url };
  return {
    x,
    account,
    wrongAccount: { ...account, access_token: 'not-the-token' },
    live: () => x.posts(ACME.id).map(({ text, pictures }) => ({ text, images: pictures.map(imageOf) })),
    answers: () =>
      x
        .posts(ACME.id)
        .flatMap(({ text, repliesTo }): [string, string | undefined][] =>
          repliesTo === undefined ? [] : [[text, said(x, repliesTo)]],
        ),
    said: async (text) => {
      const { id } = x.say(READER.id, text, { tags: [ACME.id] });
      return { id, author: { id: READER.id, handle: '@reader' }, audience: 'public', warning: '' };
    },
    unsaid: (id) => x.unsay(id),
    engage: async (id) => {
      x.say(READER.id, 'Nice', { repliesTo: id });
      x.say(READER.id, 'Look at this', { quotes: id });
      x.react(id, 'likes');
      x.react(id, 'reposts');
      return { likes: 1, reposts: 1, replies: 1, quotes: 1 };
    },
    alter: (how) => {
      for (const { id } of x.posts(ACME.id)) {
        const post = x.find(id);
        if (post) post.text = how(post.text);
      }
    },
    fail: (failure) => x.faults.next('createPost', faultOf(failure)),
    failUpload: () => x.faults.next('upload', { refusal: problem(500, 'Internal Server Error', WORDS) }),
    clear: () => x.forget(),
    stop: () => x.stop(),
  };
}

export function problem(status: number, title: string, detail: string, headers = {}) {
  return { status, body: { title, detail, type: 'about:blank', status }, headers };
}

/** Ms; longer than the two hours of the real ones: not every test is about a renewal. */
const TEN_YEARS = 10 * 365 * 24 * 3_600_000;

function said(x: LocalX, id: string): string | undefined {
  return x.find(id)?.text;
}

function imageOf({ alt, bytes }: { alt: string; bytes: number }) {
  return { alt, bytes };
}

function faultOf(failure: Failure): Fault {
  switch (failure) {
    case 'cut before':
      return { loseAnswer: 'before' };
    case 'cut after':
      return { loseAnswer: 'after' };
    case 'silent':
      return { silent: true };
    case 'broken after':
      return { page: 503 };
    case 'rate limited': {
      const reset = String(Math.ceil(Date.now() / 1_000) + 7);
      const headers = {
        'x-rate-limit-limit': '100',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': reset,
      };
      return { refusal: problem(429, 'Too Many Requests', 'Too Many Requests', headers) };
    }
    case 'refused':
      return { refusal: problem(400, 'Invalid Request', WORDS) };
    case 'unauthorized':
      return { refusal: problem(403, 'Forbidden', 'You are not permitted to perform this action.') };
  }
}
