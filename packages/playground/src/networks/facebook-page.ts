/** Two pages on Facebook of which Eli may post for one, and look at the other. */
import {
  type FacebookPost,
  LocalFacebook,
  type PageVideo,
} from '@bellwether/local-networks/facebook/index.ts';
import type { FeedPost } from '../feeds/feed-post.ts';
import { hostOf, type PlaygroundNetwork } from '../feeds/network.ts';

const PAGE = { id: '100100000000001', name: 'Acme' };
const LABS = { id: '100100000000002', name: 'Acme Labs' };
const ELI = {
  ...{ id: '200100000000001', name: 'Eli Tanaka' },
  pages: { [PAGE.id]: ['MANAGE', 'CREATE_CONTENT'], [LABS.id]: ['ANALYZE'] },
};

export const network: PlaygroundNetwork = {
  name: 'facebook-page',
  order: 3,
  title: 'Facebook',
  accent: '#0866ff',
  create({ clock, app, changed }) {
    const scopes = [
      ...['pages_show_list', 'pages_manage_posts', 'pages_read_engagement'],
      ...['pages_read_user_content', 'pages_manage_engagement', 'read_insights'],
    ];
    const apps = [{ ...app, scopes }];
    const server = new LocalFacebook({ clock, pages: [PAGE, LABS], people: [ELI], apps, onChange: changed });
    return {
      server,
      posts: () => {
        const videos = server.videos().filter(({ isPublished }) => isPublished);
        const all = [...server.posts().map(shown), ...videos.map(shownVideo)];
        return all.reverse().sort((one, other) => other.at - one.at);
      },
      picture: (id, index) => server.posts().find((post) => post.id === id)?.photos[index],
    };
  },
};

function shownVideo({ id, page, text, at }: PageVideo): FeedPost {
  return {
    ...{ id, text, at, title: null, answers: null, pictures: [], card: null, marks: ['video'] },
    ...{ address: `https://www.facebook.com/${id}`, place: 'Page' },
    author: [PAGE, LABS].find((one) => one.id === page)?.name ?? page,
  };
}

function shown({ id, page, text, photos, link, at, isEdited }: FacebookPost): FeedPost {
  return {
    ...{ id, text, at, title: null, answers: null },
    address: `https://www.facebook.com/${id.replace('_', '/posts/')}`,
    author: [PAGE, LABS].find((one) => one.id === page)?.name ?? page,
    place: 'Page',
    pictures: photos.map(({ alt }) => ({ alt })),
    card: link === undefined ? null : { title: hostOf(link), source: link },
    marks: isEdited ? ['edited'] : [],
  };
}
