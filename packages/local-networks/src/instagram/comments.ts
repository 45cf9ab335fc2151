/** What others wrote: under the account's posts, and posts in which they tagged it. */
import { invalid } from '../meta/error.ts';
import { type Call, only } from '../meta/http.ts';
import type { Post, Remark, State } from '../meta/state.ts';
import { gone } from './containers.ts';

/** Under one of the account's own posts, the newest first; some of what answers a comment stands within it. */
export function comments(state: State, { token, params, fields }: Call): unknown {
  const post = state.posts.get(params.id ?? '');
  if (!post || post.owner !== token.user || !state.isListed(post)) throw gone(params.id ?? '');
  const found = [...state.remarks.values()].filter(({ replyTo }) => replyTo === post.id).reverse();
  return paged(
    found.map((one) => commentOf(state, one, fields.fields)),
    fields,
  );
}

/** What answers one comment, by whomever. */
export function replies(state: State, call: Call): unknown {
  const { id } = commentedOn(state, call).remark;
  const found = [...state.remarks.values()].filter((one) => one.replyTo === id && state.isListed(one));
  return paged(
    found.map((one) => commentOf(state, one)),
    call.fields,
  );
}

/** In the name of the account. What answers an answer stands under the comment that both answer. */
export function writeReply(state: State, call: Call): unknown {
  const { remark, post } = commentedOn(state, call);
  const { message: text = '' } = call.fields;
  if (text === '') throw invalid('The parameter message is required');
  if (remark.isHidden) throw invalid('A hidden comment cannot be replied to');
  const username = state.options.users.find(({ id }) => id === post.owner)?.username ?? '';
  const replyTo = isAnswer(state, remark) ? remark.replyTo : remark.id;
  const id = state.newId();
  state.remarks.set(id, { id, username, text, at: state.now, names: [], ...(replyTo && { replyTo }) });
  return { id };
}

/** Of the account's own, and under its own posts. */
export function removeComment(state: State, call: Call): unknown {
  state.remarks.delete(commentedOn(state, call).remark.id);
  return { success: true };
}

/** A comment under one of the account's own posts. */
function commentedOn(state: State, { token, params }: Call): { remark: Remark; post: Post } {
  const remark = state.remarks.get(params.id ?? '');
  const above = remark && isAnswer(state, remark) ? state.remarks.get(remark.replyTo ?? '') : remark;
  const post = state.posts.get(above?.replyTo ?? '');
  if (!remark || post?.owner !== token.user) throw gone(params.id ?? '');
  return { remark, post };
}

function isAnswer(state: State, { replyTo }: Remark): boolean {
  return replyTo !== undefined && state.remarks.has(replyTo);
}

export function comment(state: State, remark: Remark, { fields }: Call): unknown {
  return only(topLevel(fields.fields), commentOf(state, remark), ['id']);
}

/** The newest first. */
export function tagged(state: State, { token, fields }: Call): unknown {
  const found = [...state.remarks.values()].filter(({ names }) => names.includes(token.user)).reverse();
  const posts = found.map(({ id, username, text, at }) => ({
    ...{ id, username, caption: text, timestamp: timeOf(at), media_type: 'IMAGE' },
    permalink: permalinkOf(id),
  }));
  return paged(posts, fields);
}

/** With what answers them. */
export function commentsCount(state: State, post: string): number {
  const all = [...state.remarks.values()];
  const direct = all.filter(({ replyTo }) => replyTo === post);
  return direct.length + all.filter(({ replyTo }) => direct.some(({ id }) => id === replyTo)).length;
}

/** `fields`: as they were asked for; they may say how many of the answers to tell. */
function commentOf(state: State, remark: Remark, fields = ''): Record<string, unknown> {
  const { id, username, text, at, replyTo, isHidden = false } = remark;
  const isReply = isAnswer(state, remark);
  const answers = [...state.remarks.values()].filter((one) => one.replyTo === id);
  const most = Math.min(Number(/replies\.limit\((\d+)\)/.exec(fields)?.[1] ?? 25), 50);
  const more = answers.length > most && { next: `https://graph.instagram.com/${id}/replies` };
  return {
    ...{ id, text, username, timestamp: timeOf(at), from: { id: `of-${username}`, username } },
    ...{ hidden: isHidden, parent_id: isReply ? replyTo : undefined },
    media: isReply ? undefined : { id: replyTo, permalink: permalinkOf(replyTo ?? '') },
    replies:
      answers.length > 0
        ? {
            data: answers.slice(0, most).map((one) => commentOf(state, one)),
            paging: { cursors: { before: '0', after: String(most) }, ...more },
          }
        : undefined,
  };
}

export function permalinkOf(id: string): string {
  return `https://www.instagram.com/p/${id}/`;
}

function timeOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, '+0000');
}

/** `a,b.limit(2){c,d}` → a and b: what is asked of the inside is told whole. */
export function topLevel(fields: string | undefined): string | undefined {
  return fields?.replaceAll(/\.\w+\([^()]*\)|\{[^{}]*\}/g, '');
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
