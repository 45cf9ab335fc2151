/** The playground's local Facebook as a far side: a page, with its own token. */
import { type FacebookPost, type Fault, LocalFacebook } from '@bellwether/local-networks/facebook/index.ts';
import { refusal, SOON } from './containers.ts';
import { type Failure, type FarClock, type FarSide, WORDS } from './far-side.ts';

export const PAGE = { id: '1012345', name: 'Acme' };
export const OTHER = { id: '1012346', name: 'Acme Careers' };
export const WATCHED = { id: '1012347', name: 'Acme Labs' };
export const ADA = {
  ...{ id: 'ada', name: 'Ada Author' },
  pages: {
    [PAGE.id]: ['MANAGE', 'CREATE_CONTENT'],
    [OTHER.id]: ['CREATE_CONTENT'],
    [WATCHED.id]: ['ANALYZE'],
  },
};
export const BEN = { id: 'ben', name: 'Ben Reader', pages: {} };
export const READER = { id: '9001', name: 'A Reader' };
export const APP = {
  id: 'app-1',
  secret: 'secret-of-the-app',
  redirects: ['http://127.0.0.1/pages/connect'],
  scopes: [
    ...['pages_show_list', 'pages_manage_posts', 'pages_read_engagement'],
    ...['read_insights', 'pages_read_user_content', 'pages_manage_engagement'],
  ],
};

export async function startFacebook(clock: FarClock = Date): Promise<FarSide & { facebook: LocalFacebook }> {
  const facebook = new LocalFacebook({
    clock,
    pages: [PAGE, OTHER, WATCHED],
    people: [ADA, BEN],
    apps: [APP],
  });
  await facebook.start();
  // What others say something under.
  let asked: FacebookPost | undefined;
  // A page's token has no end.
  const access_token = facebook.tokens.issue(PAGE.id, APP.scopes, A_CENTURY);
  const account = { access_token, page: PAGE.id, api_url: facebook.url };
  return {
    facebook,
    account,
    wrongAccount: { ...account, access_token: 'not-the-token' },
    live: () =>
      facebook
        .posts()
        .filter(({ id }) => id !== asked?.id)
        .map(({ text, photos }) => ({
          text,
          images: photos.map(({ alt, bytes }) => ({ alt, bytes: bytes.byteLength })),
        })),
    answers: () =>
      facebook
        .comments()
        .filter(({ by }) => by?.id === PAGE.id)
        .map(({ text, parent }) => [text, facebook.comment(parent ?? '')?.text]),
    said: async (text) => {
      asked ??= facebook.write(PAGE.id, 'What do you say?');
      const { id } = facebook.say(READER, text, { post: asked.id });
      return { id, author: { id: READER.id, handle: READER.name }, audience: 'public', warning: '' };
    },
    unsaid: (id) => facebook.unsay(id),
    engage: async (id) => {
      facebook.react(id, 'reactions', 2);
      facebook.say(READER, 'Nice', { post: id });
      facebook.react(id, 'shares');
      facebook.react(id, 'post_media_view', 9);
      return { reactions: 2, replies: 1, reposts: 1, views: 9 };
    },
    alter: (how) => {
      for (const post of facebook.posts()) post.text = how(post.text);
    },
    fail: (failure) => {
      for (const call of ['createPost', 'writeComment']) facebook.faults.next(call, FAULTS[failure]);
    },
    failEdit: (failure) => facebook.faults.next('editPost', FAULTS[failure]),
    failUpload: () => facebook.faults.next('givePhoto', refusal(400, { message: WORDS, code: 100 })),
    clear: () => {
      asked = undefined;
      facebook.forget();
    },
    stop: () => facebook.stop(),
  };
}

/** Ms. */
const A_CENTURY = 36_500 * 24 * 3_600_000;

const FAULTS: Record<Failure, Fault> = {
  'cut before': { loseAnswer: 'before' },
  'cut after': { loseAnswer: 'after' },
  silent: { silent: true },
  'broken after': {
    tells: { status: 500, body: { error: { message: 'An unknown error occurred', code: 1 } } },
  },
  'rate limited': refusal(400, { message: '(#32) Page request limit reached', code: 32 }, SOON),
  refused: refusal(400, { message: WORDS, code: 100 }),
  unauthorized: refusal(403, { message: '(#200) The user has no role on the page', code: 200 }),
};
