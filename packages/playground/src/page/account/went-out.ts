import type { View } from '../api.ts';

/** How many posts stand in the third pane. */
export function wentOut({ posts, telegram, linkedin, x, feeds }: View): number {
  const lists = [posts, telegram.posts, linkedin, x.posts, ...feeds.map((feed) => feed.posts)];
  return lists.reduce((sum, list) => sum + list.length, 0);
}
