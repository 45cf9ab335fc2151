/** What TikTok counts of posts. One that is not for everybody has no counts, nor has one that TikTok has not looked at yet. */
import { type Counts, type CountsOf, toldOnly } from '../counts.ts';
import type { Published } from '../network.ts';
import type { TikTokClient } from './client.ts';
import { type Listed, postsBy } from './listed.ts';
import { isPostId, isVideoPost } from './post.ts';
import { standingOf } from './status.ts';

export class Counting {
  private readonly client: TikTokClient;
  /** Without an id of a post: those that were asked for, the last one at the end. */
  private readonly asked = new Set<string>();

  constructor(client: TikTokClient) {
    this.client = client;
  }

  /** Throws `NetworkError`. */
  async on(published: readonly Published[]): Promise<CountsOf> {
    const counts: CountsOf = new Map();
    for (const { id } of published.filter((one) => one.isCounted === false)) counts.set(id, {});
    const asked = published.filter((one) => one.isCounted !== false).map(({ id }) => id);
    const posts = new Map(asked.filter(isPostId).map((id) => [id, id]));
    for (const id of this.nextOf(asked.filter((id) => !isPostId(id)))) {
      const standing = await standingOf(this.client, id);
      if (standing.kind === 'failed') counts.set(id, 'gone');
      if (standing.kind === 'out' && standing.post !== undefined) posts.set(id, standing.post);
    }
    const listed = new Map((await postsBy(this.client, [...posts.values()])).map((post) => [post.id, post]));
    return new Map(
      published.flatMap((one) => {
        const post = posts.get(one.id);
        const told = post === undefined ? counts.get(one.id) : countsIn(listed.get(post), one);
        return told === undefined ? [] : [[one.id, told] as const];
      }),
    );
  }

  /** Those first that were not asked for, or longest ago: some never get the id of a post. */
  private nextOf(ids: readonly string[]): string[] {
    const before = [...this.asked];
    const next = ids
      .toSorted((one, other) => before.indexOf(one) - before.indexOf(other))
      .slice(0, MOST_ASKED);
    for (const id of next) {
      this.asked.delete(id);
      this.asked.add(id);
    }
    for (const id of before.slice(0, Math.max(0, this.asked.size - MOST_KNOWN))) this.asked.delete(id);
    return next;
  }
}

/** Pictures that are not listed may be there all the same, and before it has an id a post does not say what it is of. */
function countsIn(found: Listed | undefined, published: Published): Counts | 'gone' | undefined {
  if (!found) return isVideoPost(published) ? 'gone' : undefined;
  return toldOnly({ likes: found.like_count, replies: found.comment_count, reposts: found.share_count });
}

/** Of 30 a minute, which sending needs too. */
const MOST_ASKED = 10;
const MOST_KNOWN = 1_000;
