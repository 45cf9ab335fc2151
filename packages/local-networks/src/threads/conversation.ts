/** What others wrote: under the account's posts, and where they named it. */
import { type Call, only } from '../meta/http.ts';
import type { Post, Remark, State } from '../meta/state.ts';
import { missing } from './containers.ts';

/** What it tells at once. */
const PAGE = 25;

/** Under one of the account's own posts, at any depth, its own answers too. */
export function conversation(state: State, { token, params, fields }: Call): unknown {
  const root = state.posts.get(params.id ?? '');
  if (!root || root.owner !== token.user || !state.isListed(root)) throw missing(params.id ?? '');
  const all = [...state.remarks.values(), ...state.posts.values()].filter(
    (one) => one.id !== root.id && rootOf(state, one) === root.id && state.isListed(one),
  );
  const found = all.map((one) => answerOf(state, one, root.id)).sort(byTime);
  return paged(fields.reverse === 'false' ? found : found.reverse(), fields);
}

/** Posts of others that name the account, the newest first. */
export function mentions(state: State, { token, fields }: Call): unknown {
  const found = [...state.remarks.values()].filter(
    (one) => one.names.includes(token.user) && state.isListed(one),
  );
  return paged(found.map((one) => remarkOf(one, one.username)).reverse(), fields);
}

export function hasReplies(state: State, post: Post): boolean {
  return [...state.remarks.values(), ...state.posts.values()].some(({ replyTo }) => replyTo === post.id);
}

function rootOf(state: State, { id, replyTo }: Pick<Remark, 'id' | 'replyTo'>): string {
  const answered =
    replyTo === undefined ? undefined : (state.posts.get(replyTo) ?? state.remarks.get(replyTo));
  return answered ? rootOf(state, answered) : id;
}

function answerOf(state: State, one: Remark | Post, root: string) {
  const isOwn = 'owner' in one;
  const username = isOwn
    ? (state.options.users.find(({ id }) => id === one.owner)?.username ?? '')
    : one.username;
  return {
    ...remarkOf(one, username),
    ...{ is_reply: true, is_reply_owned_by_me: isOwn },
    ...{ root_post: { id: root }, replied_to: { id: one.replyTo } },
  };
}

function remarkOf({ id, text, at }: Pick<Remark, 'id' | 'text' | 'at'>, username: string) {
  return {
    ...{ id, username, text, media_type: 'TEXT_POST', media_product_type: 'THREADS' },
    permalink: `https://www.threads.net/@${username}/post/${id}`,
    timestamp: new Date(at).toISOString().replace(/\.\d+Z$/, '+0000'),
    ...{ shortcode: id, has_replies: false, is_quote_post: false },
  };
}

function byTime(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : 1;
}

function paged(all: Record<string, unknown>[], fields: Call['fields']): unknown {
  const from = Number(fields.after ?? 0);
  const to = from + Math.min(Number(fields.limit ?? PAGE), 100);
  const data = all.slice(from, to).map((one) => only(fields.fields, one, ['id']));
  return {
    data,
    ...(data.length > 0 && { paging: { cursors: { before: String(from), after: String(to) } } }),
  };
}
