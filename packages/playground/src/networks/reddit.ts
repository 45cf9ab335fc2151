/** An account on Reddit that is in two communities, of which one wants a flair. */
import { LocalReddit, type Post, type World } from '@bellwether/local-networks/reddit/index.ts';
import type { FeedPost } from '../feeds/feed-post.ts';
import { hostOf, type PlaygroundNetwork } from '../feeds/network.ts';

const COMMUNITIES: World['communities'] = [
  { name: 'kites' },
  {
    ...{ name: 'toolmakers', flairRequired: true },
    flairs: [
      { id: '0b1c7d2e-0001-11f0-8000-000000000001', text: 'News' },
      { id: '0b1c7d2e-0001-11f0-8000-000000000002', text: 'Question' },
    ],
  },
];
const ACCOUNT = { id: 'acme01', name: 'acme', joined: COMMUNITIES.map(({ name }) => name) };

export const network: PlaygroundNetwork = {
  name: 'reddit',
  order: 5,
  title: 'Reddit',
  accent: '#d93a00',
  create({ clock, app, changed }) {
    const world = { clock, people: [ACCOUNT], communities: COMMUNITIES, apps: [app] };
    const server = new LocalReddit(world, changed);
    return { server, posts: () => server.posts().map(shown).reverse(), picture: () => undefined };
  },
  settings: () => ({ user_agent: 'server:org.example.bellwether:1.0 (by /u/acme)' }),
};

function shown({
  id,
  author,
  community,
  title,
  text,
  link,
  video,
  flair,
  spoiler,
  at,
  removedBy,
}: Post): FeedPost {
  const flairs = COMMUNITIES.flatMap((one) => one.flairs ?? []);
  const named = flairs.find((one) => one.id === flair)?.text;
  return {
    ...{ id, text, title, at, pictures: [], answers: null },
    address: `https://www.reddit.com/r/${community}/comments/${id}/`,
    author: `u/${author}`,
    place: `in r/${community}`,
    card: link === undefined ? null : { title: hostOf(link), source: link },
    marks: [
      ...(named ? [named] : []),
      ...(video ? ['video with a cover'] : []),
      ...(spoiler ? ['spoiler'] : []),
      ...(removedBy ? [`removed by ${removedBy}`] : []),
    ],
  };
}
