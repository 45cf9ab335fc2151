/** What may be asked of the local Facebook. */
import { badToken, GraphError, invalid, notPermitted } from '../meta/error.ts';
import { type Call, type Operation, only } from '../meta/http.ts';
import type { Tokens } from '../meta/tokens.ts';
import { listComments, shownAs, writeComment } from './comments.ts';
import { topLevel } from './fields.ts';
import { givePhoto } from './photos.ts';
import { createPost, editPost, insightsOf, listPosts, removePost, shown } from './posts.ts';
import type { PageVideo, State } from './state.ts';
import { listTagged } from './tagged.ts';
import { changeVideo, FIELDS, giveVideo, listVideos, videoShown } from './videos.ts';

/** What others did with a post. */
const COUNTED = ['reactions', 'comments', 'shares'];
const POSTING = 'pages_manage_posts';
const READING = 'pages_read_engagement';
/** What others write. */
const WRITTEN = 'pages_read_user_content';
/** The task of whoever may post for a page. */
const POSTS = 'CREATE_CONTENT';

export function operationsOf(state: State, tokens: Tokens): Operation[] {
  return [
    {
      ...{ name: 'me', method: 'GET', path: '/me', scope: '', takes: ['fields'] },
      run: ({ token, fields }) => {
        const page = state.options.pages.find(({ id }) => id === token.user);
        const person = state.options.people.find(({ id }) => id === token.user);
        const found = page ?? person;
        if (!found) throw badToken();
        const link = page && `https://www.facebook.com/${page.id}`;
        return only(fields.fields, { id: found.id, name: found.name, link }, ['id', 'name']);
      },
    },
    {
      ...{ name: 'accounts', method: 'GET', path: '/me/accounts', scope: 'pages_show_list' },
      takes: ['fields', 'limit', 'after'],
      run: (call) => listAccounts(state, tokens, call),
    },
    {
      ...{ name: 'permissions', method: 'GET', path: '/me/permissions', scope: '', takes: [] },
      run: listPermissions,
    },
    {
      ...{ name: 'givePhoto', method: 'POST', path: '/:page/photos', scope: POSTING },
      takes: ['published', 'alt_text_custom'],
      run: (call) => givePhoto(state, asAuthor(state, asPage(call))),
    },
    {
      ...{ name: 'createPost', method: 'POST', path: '/:page/feed', scope: POSTING },
      takes: ['message', 'link', 'attached_media'],
      run: (call) => createPost(state, asAuthor(state, asPage(call))),
    },
    {
      ...{ name: 'giveVideo', method: 'POST', path: '/:page/videos', scope: POSTING, takes: FIELDS },
      run: (call) => giveVideo(state, asAuthor(state, asPage(call))),
    },
    {
      ...{ name: 'listVideos', method: 'GET', path: '/:page/videos', scope: READING },
      takes: ['fields', 'limit', 'after'],
      run: (call) => listVideos(state, asPage(call)),
    },
    {
      ...{ name: 'listPosts', method: 'GET', path: '/:page/published_posts', scope: READING },
      takes: ['fields', 'since', 'until', 'limit', 'after'],
      run: (call) => listPosts(state, asPage(call)),
    },
    {
      ...{ name: 'tagged', method: 'GET', path: '/:page/tagged', scope: WRITTEN },
      takes: ['fields', 'limit', 'before', 'after'],
      run: (call) => listTagged(state, asPage(call)),
    },
    {
      ...{ name: 'get', method: 'GET', path: '/:id', scope: '', takes: ['fields'] },
      run: (call) => get(state, tokens, call),
    },
    {
      ...{ name: 'comments', method: 'GET', path: '/:id/comments', scope: WRITTEN },
      takes: ['fields', 'filter', 'order', 'since', 'limit', 'before', 'after'],
      run: (call) => listComments(state, call),
    },
    {
      ...{ name: 'writeComment', method: 'POST', path: '/:id/comments', scope: 'pages_manage_engagement' },
      takes: ['message'],
      run: (call) => writeComment(state, call),
    },
    {
      ...{ name: 'insights', method: 'GET', path: '/:id/insights', scope: 'read_insights' },
      takes: ['metric', 'period'],
      run: (call) => insightsOf(state, call),
    },
    {
      ...{ name: 'editPost', method: 'POST', path: '/:id', scope: POSTING },
      takes: ['message', 'description', 'published'],
      run: (call) => {
        const video = ownVideo(state, asAuthor(state, call));
        return video ? changeVideo(state, video, call) : editPost(state, call);
      },
    },
    {
      ...{ name: 'deletePost', method: 'DELETE', path: '/:id', scope: POSTING, takes: [] },
      run: (call) => {
        const video = ownVideo(state, asAuthor(state, call));
        if (video) return { success: state.videos.delete(video.id) };
        const comment = state.comments.get(call.params.id ?? '');
        if (comment?.by?.id === call.token.user) return { success: state.comments.delete(comment.id) };
        return removePost(state, call);
      },
    },
  ];
}

function ownVideo(state: State, { token, params }: Call): PageVideo | undefined {
  const video = state.videos.get(params.id ?? '');
  return video?.page === token.user ? video : undefined;
}

/** A person's token does not do: it is the page that posts. */
function asPage(call: Call): Call {
  if (call.token.user !== call.params.page) throw notPermitted('a page access token');
  return call;
}

/** A page's token that came of a person's leave does what that person may do there now. */
function asAuthor(state: State, call: Call): Call {
  const { by, user: page } = call.token;
  if (by === undefined || state.tasksOf(by, page).includes(POSTS)) return call;
  const message = '(#200) The user has no permission to create content on the page';
  throw new GraphError(403, { message, code: 200 });
}

/** The pages that a person has a role on, each with the page's own token. */
function listAccounts({ options }: State, tokens: Tokens, { token, fields }: Call): unknown {
  const pages = options.people.find(({ id }) => id === token.user)?.pages ?? {};
  const all = Object.entries(pages).map(([id, tasks]) => ({
    ...{ id, name: options.pages.find((page) => page.id === id)?.name ?? '', tasks },
    access_token: tokens.issueForPage(id, token),
  }));
  const from = Number(fields.after ?? 0);
  const to = from + Math.min(Number(fields.limit ?? 25), options.listed ?? 25);
  const data = all.slice(from, to).map((page) => only(fields.fields, page, ['id', 'name', 'access_token']));
  const next = to < all.length && { next: `https://graph.facebook.com/me/accounts?after=${to}` };
  return { data, paging: { cursors: { before: String(from), after: String(to) }, ...next } };
}

/** All that was asked for, also what they unticked. */
function listPermissions({ token: { scopes, declined = [] } }: Call): unknown {
  const told = (status: string) => (permission: string) => ({ permission, status });
  return { data: [...scopes.map(told('granted')), ...declined.map(told('declined'))] };
}

/** A page, which tells its token to who may create content there; or a post. */
function get(state: State, tokens: Tokens, { token, params, fields }: Call): unknown {
  const page = state.options.pages.find(({ id }) => id === params.id);
  if (!page) {
    const comment = state.comments.get(params.id ?? '');
    if (comment && token.scopes.includes(WRITTEN)) return shownAs(comment, fields.fields);
    const video = state.videos.get(params.id ?? '');
    if (video?.page === token.user) return videoShown(state, video, fields.fields);
    const post = state.posts.get(params.id ?? '');
    if (!post) throw invalid(`Unsupported get request. Object with ID '${params.id}' does not exist`, 33);
    const names = fields.fields === undefined ? ['id'] : topLevel(fields.fields);
    if (names.some((name) => COUNTED.includes(name)) && !token.scopes.includes(READING))
      throw notPermitted(READING);
    return only(names.join(','), shown(state, post, fields.fields), ['id']);
  }
  const may = token.scopes.includes('pages_show_list') && state.tasksOf(token.user, page.id).includes(POSTS);
  // Nothing at all is said of it to others.
  const access_token = may ? tokens.issueForPage(page.id, token) : undefined;
  return only(fields.fields, { ...page, access_token }, ['id', 'name']);
}
