/** An account on Threads, which fetches pictures from the bot. */
import { LocalThreads } from '@bellwether/local-networks/threads/index.ts';
import { ACCOUNT, running } from '../feeds/containers.ts';
import type { PlaygroundNetwork } from '../feeds/network.ts';

export const network: PlaygroundNetwork = {
  name: 'threads',
  order: 2,
  title: 'Threads',
  accent: '#000000',
  create: ({ clock, app, changed }) =>
    running(
      new LocalThreads({
        ...{ clock, users: [ACCOUNT], onChange: changed },
        apps: [
          {
            ...app,
            scopes: [
              ...['threads_basic', 'threads_content_publish', 'threads_manage_replies'],
              ...['threads_read_replies', 'threads_delete', 'threads_manage_insights'],
              'threads_manage_mentions',
            ],
          },
        ],
      }),
      ({ id }) => `https://www.threads.net/@${ACCOUNT.username}/post/${id}`,
    ),
};
