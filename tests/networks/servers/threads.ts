/** The playground's local Threads as a far side. */
import { LocalThreads } from '@bellwether/local-networks/threads/index.ts';
import { farSideOf } from './containers.ts';
import type { FarClock, FarSide } from './far-side.ts';

export const USER = { id: '1784', username: 'acme' };
export const APP = {
  id: 'app-1',
  secret: 'secret-of-the-app',
  redirects: ['http://127.0.0.1/pages/connect'],
  scopes: [
    ...['threads_basic', 'threads_content_publish', 'threads_manage_replies'],
    ...['threads_read_replies', 'threads_delete', 'threads_manage_insights'],
    'threads_manage_mentions',
  ],
};

export async function startThreads(clock: FarClock = Date): Promise<FarSide & { threads: LocalThreads }> {
  const threads = new LocalThreads({ clock, users: [USER], apps: [APP] });
  await threads.start();
  return {
    threads,
    ...farSideOf(threads, { title: 'Threads', user: USER.id, scopes: APP.scopes }),
    said: async (text) => {
      const { id } = threads.say('reader', text, { names: [USER.id] });
      return { id, author: { id: 'reader', handle: '@reader' }, audience: 'public', warning: '' };
    },
    unsaid: (id) => threads.unsay(id),
    answers: () =>
      threads.posts().flatMap(({ text, replyTo }): [string, string | undefined][] => {
        if (replyTo === undefined) return [];
        const post = threads.posts().find(({ id }) => id === replyTo);
        return [[text, (threads.remark(replyTo) ?? post)?.text]];
      }),
    engage: async (id) => {
      for (const what of ['likes', 'replies', 'reposts', 'quotes']) threads.react(id, what);
      threads.react(id, 'views', 9);
      return { likes: 1, replies: 1, reposts: 1, quotes: 1, views: 9 };
    },
  };
}
