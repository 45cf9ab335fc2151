/** What people see of an account's posts. */
import type { Media, Post } from './state.ts';
import { linksIn } from './text.ts';

export interface XPost {
  id: string;
  text: string;
  /** In UTF-16 code units. */
  links: { start: number; end: number; address: string }[];
  pictures: { id: string; alt: string }[];
  hasVideo: boolean;
  /** Epoch milliseconds by the playground's clock. */
  at: number;
  /** The text of what it answers. */
  answers: string | null;
}

/** Newest first. */
export function seenPosts(
  posts: ReadonlyMap<string, Post>,
  media: ReadonlyMap<string, Media>,
  author: string,
): XPost[] {
  const own = [...posts.values()].filter((post) => post.author === author);
  return own.reverse().map(({ id, text, media: ids, at, repliesTo }) => ({
    ...{ id, text, at, links: linksIn(text) },
    hasVideo: ids.some((one) => media.get(one)?.category === 'tweet_video'),
    pictures: ids
      .filter((one) => media.get(one)?.category !== 'tweet_video')
      .map((one) => ({ id: one, alt: media.get(one)?.alt ?? '' })),
    answers: repliesTo === undefined ? null : (posts.get(repliesTo)?.text ?? ''),
  }));
}
