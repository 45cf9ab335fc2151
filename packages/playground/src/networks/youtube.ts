/** A channel on YouTube, put up to by an app that Google has audited. */
import { LocalYouTube, type Video } from '@bellwether/local-networks/youtube/index.ts';
import type { FeedPost } from '../feeds/feed-post.ts';
import type { PlaygroundNetwork } from '../feeds/network.ts';

const CHANNEL = { id: 'UCacmekitesacmekites00', title: 'Acme', customUrl: '@acme' };

export const network: PlaygroundNetwork = {
  name: 'youtube',
  order: 6,
  title: 'YouTube',
  accent: '#cc0000',
  settings: (url) => ({ token_url: url, standing: 'audited' }),
  create({ clock, app, changed }) {
    const apps = [{ ...app, standing: 'audited' as const }];
    const users = [{ id: '549755885176', channel: CHANNEL }];
    const server = new LocalYouTube({ clock, users, apps, onChange: changed });
    return {
      server,
      // What is private is still on its way, or for nobody's eyes.
      posts: () =>
        server
          .videos()
          .filter(({ status }) => status.privacyStatus !== 'private')
          .map(shown)
          .reverse(),
      picture: () => undefined,
    };
  },
};

function shown({ id, snippet, status, uploadedAt, thumbnail }: Video): FeedPost {
  return {
    ...{ id, text: snippet.description, title: snippet.title, at: uploadedAt },
    address: `https://www.youtube.com/watch?v=${id}`,
    ...{ author: CHANNEL.title, place: 'Video', pictures: [], card: null, answers: null },
    marks: [
      ...(status.privacyStatus === 'unlisted' ? ['unlisted'] : []),
      ...(thumbnail ? ['cover of its own'] : []),
    ],
  };
}
