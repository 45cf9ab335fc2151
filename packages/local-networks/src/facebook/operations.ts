/** What may be asked of the local Facebook. */
import { badToken, invalid, notPermitted } from '../meta/error.ts';
import { type Call, type Operation, only } from '../meta/http.ts';
import { DAY, type Tokens } from '../meta/tokens.ts';
import { givePhoto } from './photos.ts';
import { createPost, editPost, listPosts, removePost, shown } from './posts.ts';
import type { State } from './state.ts';

const POSTING = 'pages_manage_posts';
const READING = 'pages_read_engagement';

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
      ...{ name: 'givePhoto', method: 'POST', path: '/:page/photos', scope: POSTING },
      takes: ['published', 'alt_text_custom'],
      run: (call) => givePhoto(state, asPage(call)),
    },
    {
      ...{ name: 'createPost', method: 'POST', path: '/:page/feed', scope: POSTING },
      takes: ['message', 'link', 'attached_media'],
      run: (call) => createPost(state, asPage(call)),
    },
    {
      ...{ name: 'listPosts', method: 'GET', path: '/:page/published_posts', scope: READING },
      takes: ['fields', 'since', 'until', 'limit', 'after'],
      run: (call) => listPosts(state, asPage(call)),
    },
    {
      ...{ name: 'get', method: 'GET', path: '/:id', scope: '', takes: ['fields'] },
      run: (call) => get(state, tokens, call),
    },
    {
      ...{ name: 'editPost', method: 'POST', path: '/:id', scope: POSTING, takes: ['message'] },
      run: (call) => editPost(state, call),
    },
    {
      ...{ name: 'deletePost', method: 'DELETE', path: '/:id', scope: POSTING, takes: [] },
      run: (call) => removePost(state, call),
    },
  ];
}

/** A person's token does not do: it is the page that posts. */
function asPage(call: Call): Call {
  if (call.token.user !== call.params.page) throw notPermitted('a page access token');
  return call;
}

/** A page, which tells its token to who may create content there; or a post. */
function get(state: State, tokens: Tokens, { token, params, fields }: Call): unknown {
  const page = state.options.pages.find(({ id }) => id === params.id);
  if (!page) {
    const post = state.posts.get(params.id ?? '');
    if (!post) throw invalid(`Unsupported get request. Object with ID '${params.id}' does not exist`, 33);
    return only(fields.fields, shown(post), ['id']);
  }
  const person = state.options.people.find(({ id }) => id === token.user);
  const may = person?.pages.includes(page.id) && token.scopes.includes('pages_show_list');
  // Nothing at all is said of it to others.
  const access_token = may ? tokens.issue(page.id, token.scopes, FOREVER) : undefined;
  return only(fields.fields, { ...page, access_token }, ['id', 'name']);
}

const FOREVER = 36_500 * DAY;
