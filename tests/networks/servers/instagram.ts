/** The playground's local Instagram as a far side. */
import { LocalInstagram, type Post } from '@bellwether/local-networks/instagram/index.ts';
import { FAULTS, farSideOf, liveOf } from './containers.ts';
import type { FarClock, FarSide } from './far-side.ts';

export const USER = { id: '17841', username: 'acme' };
export const APP = {
  id: 'app-1',
  secret: 'secret-of-the-app',
  redirects: ['http://127.0.0.1/pages/connect'],
  scopes: [
    ...['instagram_business_basic', 'instagram_business_content_publish'],
    ...['instagram_business_manage_insights', 'instagram_business_manage_comments'],
    // Of a login by Facebook.
    'instagram_manage_contents',
  ],
};

export async function startInstagram(
  clock: FarClock = Date,
): Promise<FarSide & { instagram: LocalInstagram }> {
  const instagram = new LocalInstagram({ clock, users: [USER], apps: [APP] });
  await instagram.start();
  // What others say something under.
  let asked: Post | undefined;
  return {
    instagram,
    ...farSideOf(instagram, { title: 'Instagram', user: USER.id, scopes: APP.scopes }),
    live: () =>
      instagram
        .posts()
        .filter(({ id }) => id !== asked?.id)
        .map(liveOf),
    answers: () =>
      instagram
        .remarks()
        .filter(({ username }) => username === USER.username)
        .map(({ text, replyTo = '' }) => [text, instagram.remark(replyTo)?.text]),
    said: async (text) => {
      asked ??= instagram.write(USER.id, 'What do you say?');
      const { id } = instagram.say('reader', text, { replyTo: asked.id });
      return { id, author: { id: 'of-reader', handle: '@reader' }, audience: 'public', warning: '' };
    },
    unsaid: (id) => instagram.unsay(id),
    clear: () => {
      asked = undefined;
      instagram.forget();
    },
    fail: (failure) => {
      for (const call of ['publish', 'writeReply']) instagram.faults.next(call, FAULTS[failure]);
    },
    engage: async (id) => {
      instagram.react(id, 'likes', 2);
      instagram.react(id, 'comments');
      instagram.react(id, 'shares');
      instagram.react(id, 'views', 9);
      return { likes: 2, replies: 1, reposts: 1, views: 9 };
    },
  };
}
