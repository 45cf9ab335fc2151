/** Publishing, reading and deleting posts. */
import { type Call, only } from '../meta/http.ts';
import { insights } from '../meta/insights.ts';
import type { Post, State } from '../meta/state.ts';
import { commentsCount, permalinkOf, topLevel } from './comments.ts';
import { gone, refused } from './containers.ts';

const DAY = 24 * 3_600_000;
const USUAL_QUOTA = 50;

export function publish(state: State, { token, fields }: Call): unknown {
  const container = state.containers.get(fields.creation_id ?? '');
  if (!container || container.owner !== token.user) throw refused(100, 2_207_008, 'The media does not exist');
  if (state.statusOf(container) !== 'FINISHED') throw refused(9007, 2_207_027, 'Media ID is not available');
  if (container.isItem) throw refused(100, 2_207_089, 'A carousel item cannot be published by itself');
  if (used(state, token.user) >= most(state))
    throw refused(9, 2_207_042, 'You reached the maximum number of posts that is allowed');
  container.publishedAt = state.now;
  const { owner, text, pictures, video, kind, coverAt, cover } = container;
  const shown = kind === 'CAROUSEL' ? 'CAROUSEL_ALBUM' : kind === 'VIDEO' ? 'VIDEO' : 'IMAGE';
  const common = { id: state.newId(), owner, text, pictures, at: state.now };
  const shownFirst = cover ? { cover } : { ...(coverAt !== undefined && { coverAt }) };
  const film = { ...(video && { video }), ...shownFirst };
  const post: Post = { ...common, kind: shown, ...film };
  state.posts.set(post.id, post);
  return { id: post.id };
}

export function publishingLimit(state: State, { token, fields }: Call): unknown {
  const all = {
    quota_usage: used(state, token.user),
    config: { quota_total: most(state), quota_duration: DAY / 1_000 },
  };
  return { data: [only(fields.fields, all, ['quota_usage'])] };
}

function used(state: State, user: string): number {
  return [...state.posts.values()].filter((one) => one.owner === user && state.now - one.at < DAY).length;
}

function most(state: State): number {
  return state.options.quota?.posts ?? USUAL_QUOTA;
}

/** Newest first. */
export function list(state: State, { token, fields }: Call): unknown {
  const limit = Math.min(Number(fields.limit ?? 25), 100);
  const found = [...state.posts.values()]
    .filter((post) => post.owner === token.user && state.isListed(post))
    .reverse()
    .slice(0, limit);
  return { data: found.map((post) => only(fields.fields, shown(state, post), ['id'])) };
}

export function get(state: State, post: Post, { fields }: Call): unknown {
  return only(topLevel(fields.fields), shown(state, post, fields.fields), ['id']);
}

/** Of the account's own posts; an empty list while nothing was counted yet. */
export function insightsOf(state: State, { token, params, fields }: Call): unknown {
  const post = state.posts.get(params.id ?? '');
  if (!post || post.owner !== token.user || !state.isListed(post)) throw gone(params.id ?? '');
  const told = insights(post.id, fields.metric, { names: METRICS, counted: post.counted });
  return state.isCounted(post) ? told : { data: [] };
}

const METRICS = ['views', 'reach', 'likes', 'comments', 'saved', 'shares', 'total_interactions'];

export function remove(state: State, { token, params }: Call): unknown {
  const post = state.posts.get(params.id ?? '');
  if (!post || post.owner !== token.user) throw gone(params.id ?? '');
  state.posts.delete(post.id);
  return { success: true };
}

/** `fields`: as they were asked for; of an album's pictures their numbers alone unless told. */
function shown(
  state: State,
  { id, owner, text, kind, at, pictures }: Post,
  fields = '',
): Record<string, unknown> {
  return {
    ...{ id, media_type: kind, media_product_type: kind === 'VIDEO' ? 'REELS' : 'FEED' },
    // An empty one is left out.
    caption: text === '' ? undefined : text,
    username: state.options.users.find((user) => user.id === owner)?.username,
    permalink: permalinkOf(id),
    timestamp: new Date(at).toISOString().replace(/\.\d+Z$/, '+0000'),
    alt_text: kind === 'IMAGE' ? pictures[0]?.alt : undefined,
    children: kind === 'CAROUSEL_ALBUM' ? { data: childrenOf(id, pictures, fields) } : undefined,
    comments_count: commentsCount(state, id),
  };
}

function childrenOf(id: string, pictures: Post['pictures'], fields: string): unknown[] {
  const describes = /children\{[^}]*alt_text/.test(fields);
  return pictures.map(({ alt }, index) => ({
    id: `${id}${index}`,
    ...(describes && alt && { alt_text: alt }),
  }));
}
