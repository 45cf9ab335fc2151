/** An account on Pinterest with two boards. */
import { LocalPinterest, type Pin } from '@bellwether/local-networks/pinterest/index.ts';
import type { FeedPost } from '../feeds/feed-post.ts';
import { hostOf, type PlaygroundNetwork } from '../feeds/network.ts';

const USER = {
  ...{ id: '549755885175', username: 'acme' },
  boards: [
    { id: '5497558851751', name: 'Kites' },
    { id: '5497558851752', name: 'Workshop' },
  ],
};

export const network: PlaygroundNetwork = {
  name: 'pinterest',
  order: 4,
  title: 'Pinterest',
  accent: '#e60023',
  create({ clock, app, changed }) {
    const apps = [{ ...app, standing: 'standard' as const }];
    const server = new LocalPinterest({ clock, users: [USER], apps, onChange: changed });
    return {
      server,
      posts: () => server.pins().map(shown).reverse(),
      picture: (id, index) => server.picture(id, index),
    };
  },
};

function shown({ id, board, title, description, link, alt, pictures, video, createdAt }: Pin): FeedPost {
  const name = USER.boards.find((one) => one.id === board)?.name ?? board;
  return {
    ...{ id, text: description, at: createdAt, answers: null },
    marks: video ? ['video', `cover: ${video.cover}`] : [],
    address: `https://www.pinterest.com/pin/${id}/`,
    author: USER.username,
    place: `on ${name}`,
    title: title === '' ? null : title,
    // There is one for all of them.
    pictures: pictures.map((_, index) => ({ alt: index === 0 ? alt : null })),
    card: link === '' ? null : { title: hostOf(link), source: link },
  };
}
