/** What is read of posts: by their ids, an author's own, and those that name the user. */
import type { Answer, Call, Operation } from './call.ts';
import { needs } from './checks.ts';
import { forbidden, invalid, notFound } from './error.ts';
import { keyOf } from './media.ts';
import { PRICES } from './prices.ts';
import type { Post, State } from './state.ts';
import { linksIn } from './text.ts';
import { userJson } from './users.ts';

export const getPosts: Operation = (call) => {
  const { state, query } = call;
  needs(call, 'tweet.read', 'users.read');
  const ids = (query.ids ?? '').split(',');
  if (ids.length > 100 || ids.some((id) => !/^\d{1,19}$/.test(id)))
    throw invalid('ids', 'The `ids` query parameter value is not valid');
  const found = ids.flatMap((id) => state.posts.get(id) ?? []).filter((post) => state.isVisible(post));
  state.charge(PRICES.ownRead * found.length);
  const missing = ids.filter((id) => !found.some((post) => post.id === id));
  return {
    status: 200,
    body: {
      ...(found.length > 0 && { data: found.map((post) => postJson(call, post)) }),
      ...(missing.length > 0 && { errors: missing.map((id) => notFound(id, 'ids')) }),
      ...includes(call, found),
    },
  };
};

export const listPosts: Operation = (call) => {
  const { state, params } = call;
  needs(call, 'tweet.read', 'users.read');
  return listed(
    call,
    [...state.posts.values()].filter(({ author }) => author === params.id),
  );
};

export const listMentions: Operation = (call) => {
  const { state, token, params } = call;
  needs(call, 'tweet.read', 'users.read');
  if (params.id !== token.user) throw forbidden('You are not permitted to perform this action.');
  const name = `@${state.userOf(token).username.toLowerCase()}`;
  const isMention = ({ author, text, repliesTo = '', quotes = '', tags = [] }: Post) =>
    author !== token.user &&
    (text.toLowerCase().includes(name) ||
      tags.includes(token.user) ||
      [repliesTo, quotes].some((id) => state.posts.get(id)?.author === token.user));
  return listed(call, [...state.posts.values()].filter(isMention));
};

/** Newest first, page by page. */
function listed(call: Call, posts: Post[]): Answer {
  const { state, query } = call;
  const most = Number(query.max_results ?? 10);
  if (!(most >= 5 && most <= 100))
    throw invalid('max_results', 'The `max_results` query parameter value is not between 5 and 100');
  const since = BigInt(query.since_id ?? 0);
  const until = BigInt(query.pagination_token ?? 1n << 63n);
  const from = query.start_time ? Date.parse(query.start_time) : 0;
  const fitting = posts
    .filter((post) => BigInt(post.id) > since && BigInt(post.id) < until && post.at >= from)
    .filter((post) => state.isVisible(post))
    .sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? 1 : -1));
  const page = fitting.slice(0, most);
  state.charge(PRICES.ownRead * page.length);
  const next = fitting.length > page.length ? page.at(-1)?.id : undefined;
  const meta = {
    result_count: page.length,
    ...(page[0] && { newest_id: page[0].id, oldest_id: page.at(-1)?.id }),
    ...(next && { next_token: next }),
  };
  return {
    status: 200,
    body: {
      ...(page.length > 0 && { data: page.map((post) => postJson(call, post)) }),
      ...includes(call, page),
      meta,
    },
  };
}

/** Only what was asked for is told beside id and text. */
function postJson({ state, query }: Call, post: Post): Record<string, unknown> {
  const parent = state.posts.get(post.repliesTo ?? '');
  const { id, author, at, media, counts, repliesTo, quotes } = post;
  const written = shown(state, post);
  const root = rootOf(state.posts, post);
  const replied = repliesTo ? [{ type: 'replied_to', id: repliesTo }] : [];
  const references = [...replied, ...(quotes ? [{ type: 'quoted', id: quotes }] : [])];
  const fields: Record<string, unknown> = {
    author_id: author,
    created_at: new Date(at).toISOString(),
    conversation_id: root,
    lang: 'en',
    ...(parent && { in_reply_to_user_id: parent.author }),
    ...(references.length > 0 && { referenced_tweets: references }),
    ...(media.length > 0 && { attachments: { media_keys: media.map((one) => keyIn(state, one)) } }),
    ...(written.urls.length > 0 && { entities: { urls: written.urls } }),
    public_metrics: {
      ...{ retweet_count: counts.reposts, reply_count: counts.replies, like_count: counts.likes },
      ...{ quote_count: counts.quotes, bookmark_count: 0, impression_count: 0 },
    },
  };
  const asked = (query['tweet.fields'] ?? '').split(',');
  const told = Object.entries(fields).filter(([name]) => asked.includes(name));
  return { id, text: written.text, edit_history_tweet_ids: [id], ...Object.fromEntries(told) };
}

/** Links are short ones of X's own, the last of them that of the pictures; some signs are escaped. */
function shown(state: State, { id, text, media }: Post) {
  const urls: Record<string, unknown>[] = [];
  let written = '';
  let from = 0;
  const put = (expanded: string, more: Record<string, unknown> = {}) => {
    const url = `https://t.co/${id.slice(-8)}${urls.length}`;
    const start = [...written].length;
    urls.push({ start, end: start + url.length, url, expanded_url: expanded, ...more });
    written += url;
  };
  for (const { start, end, address } of linksIn(text)) {
    written += escaped(text.slice(from, start));
    put(address, { display_url: address.replace(/^https?:\/\//, '') });
    from = end;
  }
  written += escaped(text.slice(from));
  if (media.length > 0) {
    if (written !== '') written += ' ';
    const isVideo = state.media.get(media[0] ?? '')?.category === 'tweet_video';
    const place = isVideo ? 'video' : 'photo';
    put(`https://x.com/i/status/${id}/${place}/1`, { media_key: keyIn(state, media[0] ?? '') });
  }
  return { text: written, urls };
}

function keyIn({ media }: State, id: string): string {
  return keyOf(media.get(id) ?? { id, category: 'tweet_image' });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function rootOf(posts: ReadonlyMap<string, Post>, { id, repliesTo }: Post): string {
  const parent = posts.get(repliesTo ?? '');
  return parent ? rootOf(posts, parent) : (repliesTo ?? id);
}

function includes({ state, query }: Call, posts: Post[]) {
  if (!(query.expansions ?? '').split(',').includes('author_id')) return {};
  const authors = new Set(posts.map(({ author }) => author));
  return { includes: { users: state.world.users.filter(({ id }) => authors.has(id)).map(userJson) } };
}
