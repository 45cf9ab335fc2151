/** What TikTok counts of posts. One that is not for everybody, or not looked at yet, has no counts. */
import { type CountsOf, toldOnly } from '../counts.ts';
import type { Published } from '../network.ts';
import type { TikTokClient } from './client.ts';
import { postsBy } from './listed.ts';
import { isPostId } from './post.ts';
import { standingOf } from './status.ts';

export async function countsOn(client: TikTokClient, published: readonly Published[]): Promise<CountsOf> {
  const counts: CountsOf = new Map();
  const posts = new Map<string, string>();
  let asked = 0;
  for (const { id } of published) {
    if (isPostId(id)) posts.set(id, id);
    if (isPostId(id) || asked >= MOST_ASKED) continue;
    asked += 1;
    const standing = await standingOf(client, id);
    if (standing.kind === 'failed') counts.set(id, 'gone');
    if (standing.kind === 'out' && standing.post !== undefined) posts.set(id, standing.post);
  }
  const listed = new Map((await postsBy(client, [...posts.values()])).map((post) => [post.id, post]));
  for (const [id, post] of posts) {
    const found = listed.get(post);
    counts.set(
      id,
      found
        ? toldOnly({ likes: found.like_count, replies: found.comment_count, reposts: found.share_count })
        : 'gone',
    );
  }
  return inOrder(counts, published);
}

function inOrder(counts: CountsOf, published: readonly Published[]): CountsOf {
  return new Map(
    published.flatMap(({ id }) => {
      const told = counts.get(id);
      return told === undefined ? [] : [[id, told] as const];
    }),
  );
}

/** Of 30 a minute, which sending needs too. */
const MOST_ASKED = 10;
