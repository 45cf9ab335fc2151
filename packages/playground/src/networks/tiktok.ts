/** A public account on TikTok, posted to by an app that TikTok has audited; it fetches pictures from the bot. */
import { LocalTikTok, type Publish } from '@bellwether/local-networks/tiktok/index.ts';
import type { FeedPost } from '../feeds/feed-post.ts';
import type { PlaygroundNetwork } from '../feeds/network.ts';

const ACCOUNT = { id: 'open-id-of-acme', username: 'acme', displayName: 'Acme' };

export const network: PlaygroundNetwork = {
  name: 'tiktok',
  order: 7,
  title: 'TikTok',
  accent: '#fe2c55',
  settings: () => ({ standing: 'audited' }),
  create({ clock, app, changed }) {
    const apps = [{ ...app, standing: 'audited' as const, domains: ['127.0.0.1'] }];
    const server = new LocalTikTok({ clock, users: [ACCOUNT], apps, onChange: changed });
    return {
      server,
      posts: () => server.posts().map(shown).reverse(),
      picture: (id, index) => server.posts().find(({ post }) => post === id)?.photos[index],
    };
  },
};

function shown({
  post: id,
  kind,
  title,
  description,
  photos,
  privacy,
  switches,
  completeAt = 0,
}: Publish): FeedPost {
  const isVideo = kind === 'video';
  return {
    ...{ id, at: completeAt, author: ACCOUNT.username, place: isVideo ? 'Video' : 'Photos' },
    ...{ title: isVideo || title === '' ? null : title, text: isVideo ? title : description },
    address: `https://www.tiktok.com/@${ACCOUNT.username}/${kind}/${id}`,
    pictures: photos.map(() => ({ alt: null })),
    ...{ card: null, answers: null },
    marks: [
      ...(MARKS[privacy] ? [MARKS[privacy]] : []),
      ...(switches.disable_comment ? ['no comments'] : []),
      ...(switches.brand_content_toggle ? ['paid partnership'] : []),
      ...(switches.brand_organic_toggle && !switches.brand_content_toggle ? ['promotional content'] : []),
      ...(switches.is_aigc ? ['AI-generated'] : []),
    ],
  };
}

const MARKS: Record<string, string> = {
  MUTUAL_FOLLOW_FRIENDS: 'friends',
  FOLLOWER_OF_CREATOR: 'followers',
  SELF_ONLY: 'only me',
};
