/** Publishing, reading and deleting posts. */
import { GraphError, invalid } from '../meta/error.ts';
import { type Call, only } from '../meta/http.ts';
import { insights } from '../meta/insights.ts';
import type { Container, Post, State } from '../meta/state.ts';
import { missing } from './containers.ts';
import { hasReplies } from './conversation.ts';

const DAY = 24 * 3_600_000;
const USUAL_QUOTA = { posts: 250, replies: 1_000 };
const KINDS = { TEXT: 'TEXT_POST', IMAGE: 'IMAGE', CAROUSEL: 'CAROUSEL_ALBUM', VIDEO: 'VIDEO' } as const;

export function publish(state: State, { token, fields }: Call): unknown {
  const container = state.containers.get(fields.creation_id ?? '');
  const isReady = container?.owner === token.user && state.statusOf(container) === 'FINISHED';
  if (!container || !isReady) throw missing(fields.creation_id ?? '');
  if (container.isItem) throw invalid('A carousel item cannot be published by itself');
  checkQuota(state, token.user, container);
  container.publishedAt = state.now;
  const { owner, text, pictures, video, replyTo, kind } = container;
  const post: Post = {
    ...{ id: state.newId(), owner, text, pictures, kind: KINDS[kind], at: state.now },
    ...(replyTo !== undefined && { replyTo }),
    ...(video && { video }),
  };
  state.posts.set(post.id, post);
  return { id: post.id };
}

function checkQuota(state: State, user: string, { replyTo }: Container): void {
  const { posts, replies } = state.options.quota ?? USUAL_QUOTA;
  const used = usageOf(state, user);
  const isOver = replyTo === undefined ? used.posts >= posts : used.replies >= replies;
  if (!isOver) return;
  throw new GraphError(400, {
    message: 'Application request limit reached',
    code: 4,
    error_subcode: 2_207_042,
    error_user_msg: 'The user has reached the maximum number of posts within a day.',
  });
}

function usageOf(state: State, user: string): { posts: number; replies: number } {
  const recent = [...state.posts.values()].filter((one) => one.owner === user && state.now - one.at < DAY);
  const replies = recent.filter(({ replyTo }) => replyTo !== undefined).length;
  return { posts: recent.length - replies, replies };
}

export function publishingLimit(state: State, { token, fields }: Call): unknown {
  const { posts, replies } = state.options.quota ?? USUAL_QUOTA;
  const used = usageOf(state, token.user);
  const all = {
    quota_usage: used.posts,
    config: { quota_total: posts, quota_duration: DAY / 1_000 },
    reply_quota_usage: used.replies,
    reply_config: { quota_total: replies, quota_duration: DAY / 1_000 },
  };
  return { data: [only(fields.fields, all, ['quota_usage'])] };
}

/** `isReply`: of the list of replies. Newest first. */
export function list(state: State, { token, fields }: Call, isReply: boolean): unknown {
  const since = Number(fields.since ?? 0) * 1_000;
  const limit = Math.min(Number(fields.limit ?? 25), 100);
  const found = [...state.posts.values()]
    .filter((post) => post.owner === token.user && state.isListed(post) && post.at >= since)
    .filter(({ replyTo }) => (replyTo !== undefined) === isReply)
    .reverse()
    .slice(0, limit);
  return { data: found.map((post) => only(fields.fields, shown(state, post), ['id'])) };
}

export function get(state: State, post: Post, { fields }: Call): unknown {
  return only(fields.fields, shown(state, post), ['id']);
}

/** Of the account's own posts; an empty list while nothing was counted yet. */
export function insightsOf(state: State, { token, params, fields }: Call): unknown {
  const post = state.posts.get(params.id ?? '');
  if (!post || post.owner !== token.user || !state.isListed(post)) throw missing(params.id ?? '');
  const told = insights(post.id, fields.metric, { names: METRICS, counted: post.counted });
  return state.isCounted(post) ? told : { data: [] };
}

const METRICS = ['views', 'likes', 'replies', 'reposts', 'quotes', 'shares'];

export function remove(state: State, { token, params }: Call): unknown {
  const post = state.posts.get(params.id ?? '');
  if (!post || post.owner !== token.user) throw missing(params.id ?? '');
  state.posts.delete(post.id);
  return { success: true, deleted_id: post.id };
}

function shown(state: State, post: Post): Record<string, unknown> {
  const { id, owner, text, kind, at, replyTo, pictures } = post;
  const isAlbum = kind === 'CAROUSEL_ALBUM';
  const username = state.options.users.find((user) => user.id === owner)?.username;
  return {
    ...{ id, username, text, media_type: kind, media_product_type: 'THREADS' },
    permalink: `https://www.threads.net/@${username}/post/${id}`,
    timestamp: new Date(at).toISOString().replace(/\.\d+Z$/, '+0000'),
    alt_text: isAlbum ? undefined : pictures[0]?.alt,
    children: isAlbum ? { data: pictures.map((_, index) => ({ id: `${id}${index}` })) } : undefined,
    has_replies: hasReplies(state, post),
    is_reply: replyTo !== undefined,
    replied_to: replyTo === undefined ? undefined : { id: replyTo },
    shortcode: id,
  };
}
