/** Threads and Instagram, whose posts are of one form. */
import type { LocalContainers, Post } from '@bellwether/local-networks/meta/local-containers.ts';
import type { FeedPost } from './feed-post.ts';
import type { Running } from './network.ts';

/** Whom the account belongs to goes through the consent by it. */
export const ACCOUNT = { id: '17841400000001', username: 'acme' };

/** `addressOf`: where a post stands. */
export function running(server: LocalContainers, addressOf: (post: Post) => string): Running {
  const find = (id: string | undefined) => server.posts().find((post) => post.id === id);
  const shown = (post: Post): FeedPost => ({
    ...{ id: post.id, address: addressOf(post), author: ACCOUNT.username, place: '', title: null },
    ...{ text: post.text, card: null, at: post.at },
    marks: [...(post.video ? ['video'] : []), ...(post.cover ? ['cover of its own'] : [])],
    pictures: post.pictures.map(({ alt }) => ({ alt })),
    answers: post.replyTo === undefined ? null : (find(post.replyTo)?.text ?? ''),
  });
  return {
    server,
    posts: () => server.posts().map(shown).reverse(),
    picture: (id, index) => find(id)?.pictures[index],
  };
}
