/** What others wrote: under the account's posts, and posts in which they tagged it. */
import { type Call, only } from '../meta/http.ts';
import type { Remark, State } from '../meta/state.ts';
import { gone } from './containers.ts';

/** Under one of the account's own posts; what answers a comment stands within it. */
export function comments(state: State, { token, params, fields }: Call): unknown {
  const post = state.posts.get(params.id ?? '');
  if (!post || post.owner !== token.user || !state.isListed(post)) throw gone(params.id ?? '');
  const found = [...state.remarks.values()].filter(({ replyTo }) => replyTo === post.id);
  return paged(
    found.map((one) => commentOf(state, one)),
    fields,
  );
}

export function comment(state: State, remark: Remark, { fields }: Call): unknown {
  return only(topLevel(fields.fields), commentOf(state, remark), ['id']);
}

/** The newest first. */
export function tagged(state: State, { token, fields }: Call): unknown {
  const found = [...state.remarks.values()].filter(({ names }) => names.includes(token.user)).reverse();
  const posts = found.map(({ id, username, text, at }) => ({
    ...{ id, username, caption: text, timestamp: timeOf(at), media_type: 'IMAGE' },
    permalink: `https://www.instagram.com/p/${id}/`,
  }));
  return paged(posts, fields);
}

/** With what answers them. */
export function commentsCount(state: State, post: string): number {
  const all = [...state.remarks.values()];
  const direct = all.filter(({ replyTo }) => replyTo === post);
  return direct.length + all.filter(({ replyTo }) => direct.some(({ id }) => id === replyTo)).length;
}

function commentOf(state: State, { id, username, text, at, replyTo }: Remark): Record<string, unknown> {
  const isReply = replyTo !== undefined && state.remarks.has(replyTo);
  const replies = [...state.remarks.values()].filter((one) => one.replyTo === id);
  return {
    ...{ id, text, username, timestamp: timeOf(at), from: { id: `of-${username}`, username } },
    parent_id: isReply ? replyTo : undefined,
    media: isReply ? undefined : { id: replyTo },
    replies: replies.length > 0 ? { data: replies.map((one) => commentOf(state, one)) } : undefined,
  };
}

function timeOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, '+0000');
}

/** `a,b{c,d}` → a and b: what is asked of the inside is told whole. */
export function topLevel(fields: string | undefined): string | undefined {
  return fields?.replaceAll(/\{[^{}]*\}/g, '');
}

function paged(all: Record<string, unknown>[], fields: Call['fields']): unknown {
  const from = Number(fields.after ?? 0);
  const to = from + Math.min(Number(fields.limit ?? 25), 50);
  const data = all.slice(from, to).map((one) => only(topLevel(fields.fields), one, ['id']));
  return {
    data,
    ...(data.length > 0 && { paging: { cursors: { before: String(from), after: String(to) } } }),
  };
}
