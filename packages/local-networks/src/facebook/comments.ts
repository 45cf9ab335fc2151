/** What people wrote under a page's posts. */
import { invalid } from '../meta/error.ts';
import { type Call, only } from '../meta/http.ts';
import { topLevel } from './fields.ts';
import type { Comment, State } from './state.ts';

/** At any depth with `filter=stream`, else those of the post itself; oldest first unless told. */
export function listComments(state: State, { token, params, fields }: Call): unknown {
  const on = commentedOn(state, token.user, params.id);
  const { filter = 'toplevel', order = 'chronological', since = '0' } = fields;
  if (!FILTERS.includes(filter)) throw invalid(`(#100) Param filter must be one of {${FILTERS}}`);
  if (!ORDERS.includes(order)) throw invalid(`(#100) Param order must be one of {${ORDERS}}`);
  const all = [...state.comments.values()].filter(
    (one) =>
      one.at >= Number(since) * 1_000 &&
      (on.parent === undefined
        ? one.post === on.post && (filter === 'stream' || one.parent === undefined)
        : one.parent === on.parent),
  );
  if (order === 'reverse_chronological') all.reverse();
  const from = Number(fields.after ?? 0);
  const to = from + Math.min(Number(fields.limit ?? 25), 100);
  const data = all.slice(from, to).map((one) => shownAs(one, fields.fields));
  return {
    data,
    ...(data.length > 0 && { paging: { cursors: { before: String(from), after: String(to) } } }),
  };
}

/** One of the page's own posts, or a comment under one. */
function commentedOn(state: State, page: string, id = ''): { post: string; parent?: string } {
  const comment = state.comments.get(id);
  const post = state.posts.get(comment?.post ?? id);
  if (!post || post.page !== page)
    throw invalid(`Unsupported request. Object with ID '${id}' does not exist`, 33);
  return { post: post.id, ...(comment && { parent: comment.id }) };
}

/** In the name of the page. */
export function writeComment(state: State, { token, params, fields }: Call): unknown {
  const on = commentedOn(state, token.user, params.id);
  const { message: text = '' } = fields;
  if (text === '') throw invalid('(#100) Missing message or attachment');
  const by = state.options.pages.find(({ id }) => id === token.user);
  const id = `${on.post.split('_')[1]}_${state.newId()}`;
  state.comments.set(id, { id, ...on, text, at: state.now, ...(by && { by }) });
  return { id };
}

const FILTERS = ['stream', 'toplevel'];
const ORDERS = ['chronological', 'reverse_chronological'];

export function shownAs({ id, post, parent, by, text, at }: Comment, fields: string | undefined): unknown {
  const all = {
    ...{ id, message: text, from: by, parent: parent === undefined ? undefined : { id: parent } },
    created_time: new Date(at).toISOString().replace(/\.\d+Z$/, '+0000'),
    permalink_url: `https://www.facebook.com/${post.replace('_', '/posts/')}?comment_id=${id}`,
    ...{ attachment: undefined, like_count: 0, comment_count: 0 },
  };
  return only(topLevel(fields ?? 'id,message,created_time').join(','), all, ['id']);
}

/** With what answers them. */
export function commentsCount(state: State, post: string): number {
  return [...state.comments.values()].filter((one) => one.post === post).length;
}
