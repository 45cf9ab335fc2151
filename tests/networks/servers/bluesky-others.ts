/** What others write on Bluesky, as the app's view tells of it (lexicons app.bsky.feed, app.bsky.notification, app.bsky.actor). */
import { cidOf } from './cid.ts';
import { type Call, json, type Reply } from './server.ts';

export const FRIEND = {
  did: 'did:plc:z72i7hdynmk6r22z27h6tvur',
  handle: 'friend.test',
  displayName: 'A Friend',
};

export interface OtherPost {
  uri: string;
  cid: string;
  reason: string;
  record: unknown;
  indexedAt: string;
}

interface PostView extends Omit<OtherPost, 'reason'> {
  author: { did: string; handle: string };
}

interface Reference {
  uri: string;
  cid: string;
}

export class BlueskyOthers {
  readonly posts: OtherPost[] = [];
  /** What others did with a post: the counts of `app.bsky.feed.defs#postView`. */
  readonly liked = new Map<string, Record<string, number>>();

  /** `at`: epoch ms. `root`: of the thread that it answers in. */
  write(
    text: string,
    { reason = 'mention', at = Date.now(), root }: { reason?: string; at?: number; root?: Reference } = {},
  ) {
    const time = new Date(at).toISOString();
    const record = {
      $type: 'app.bsky.feed.post',
      ...{ text, createdAt: time, langs: ['en'] },
      ...(root && { reply: { root, parent: root } }),
    };
    const uri = `at://${FRIEND.did}/app.bsky.feed.post/3k${String(this.posts.length).padStart(11, '2')}`;
    const post = { uri, cid: cidOf(JSON.stringify([record, uri])), reason, record, indexedAt: time };
    this.posts.push(post);
    return post;
  }

  remove(uri: string): void {
    const index = this.posts.findIndex((post) => post.uri === uri);
    if (index >= 0) this.posts.splice(index, 1);
  }

  at({ uri, cid }: Reference): string | undefined {
    const found = this.posts.find((post) => post.uri === uri && post.cid === cid);
    return (found?.record as { text: string } | undefined)?.text;
  }

  /** Undefined: not one of these methods. */
  answer({ method, path, query }: Call, own: PostView[] = []): Reply | undefined {
    if (method !== 'GET') return undefined;
    if (path === '/xrpc/app.bsky.feed.getPosts') return this.getPosts(query.getAll('uris'), own);
    if (path === '/xrpc/app.bsky.notification.listNotifications') return this.list(query);
    if (path === '/xrpc/app.bsky.actor.getProfiles')
      return json(200, { profiles: query.getAll('actors').map(() => ({ ...FRIEND, followersCount: 1200 })) });
    return undefined;
  }

  private getPosts(uris: string[], own: PostView[]): Reply {
    if (uris.length > 25)
      return json(400, {
        error: 'InvalidRequest',
        message: 'Error: uris must not have more than 25 elements',
      });
    const others = this.posts.map(({ uri, cid, record, indexedAt }) => ({
      ...{ uri, cid, record, indexedAt, author: FRIEND },
    }));
    const found = [...others, ...own].filter(({ uri }) => uris.includes(uri));
    return json(200, { posts: found.map((view) => ({ ...view, ...this.liked.get(view.uri) })) });
  }

  /** Newest first; the cursor is opaque to whoever reads. `seenAt` is an error by now. */
  private list(query: URLSearchParams): Reply {
    if (query.has('seenAt'))
      return json(400, { error: 'InvalidRequest', message: 'The seenAt parameter is unsupported' });
    const [limit, skip] = [Number(query.get('limit') ?? 50), Number(query.get('cursor') ?? 0)];
    if (!(limit >= 1 && limit <= 100)) return json(400, { error: 'InvalidRequest', message: 'limit' });
    const reasons = query.getAll('reasons');
    const all = this.posts
      .filter(({ reason }) => reasons.length === 0 || reasons.includes(reason))
      .toReversed();
    const page = all.slice(skip, skip + limit);
    const isRead = false;
    return json(200, {
      notifications: page.map((post) => ({ ...post, author: FRIEND, isRead, labels: [] })),
      ...(skip + limit < all.length && { cursor: String(skip + limit) }),
    });
  }
}
