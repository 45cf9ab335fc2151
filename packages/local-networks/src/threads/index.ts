/**
 * A local Threads: OAuth with its consent, and the part of the API by which an account posts, on a loopback port; written
 * from Meta's description of the calls and from what is known of its refusals, and as strict. It fetches pictures itself.
 * State is in memory.
 */
import { badToken } from '../meta/error.ts';
import { type Operation, only } from '../meta/http.ts';
import { LocalContainers, type LocalContainersOptions } from '../meta/local-containers.ts';
import { lookUp } from '../meta/looking-up.ts';
import type { State } from '../meta/state.ts';
import { createContainer, FIELDS, getContainer, missing } from './containers.ts';
import { conversation, mentions } from './conversation.ts';
import { get, insightsOf, list, publish, publishingLimit, remove } from './posts.ts';

export type { Fault } from '../meta/http.ts';
export type { Post as ThreadsPost } from '../meta/state.ts';

export class LocalThreads extends LocalContainers {
  constructor(options: LocalContainersOptions) {
    super({ network: 'Threads', accent: '#000', version: '/v1.0', prefix: 'th', operationsOf }, options);
  }
}

const BASIC = 'threads_basic';
const INSIGHTS = 'threads_manage_insights';
const PUBLISH = 'threads_content_publish';
const LISTED = ['fields', 'since', 'until', 'limit', 'before', 'after'];

function operationsOf(state: State): Operation[] {
  return [
    {
      ...{ name: 'me', method: 'GET', path: '/me', scope: BASIC, takes: ['fields'] },
      run: ({ token, fields }) => {
        const user = state.options.users.find(({ id }) => id === token.user);
        if (!user) throw badToken();
        return only(fields.fields, { ...user, name: user.username }, ['id']);
      },
    },
    {
      ...{ name: 'createContainer', method: 'POST', path: '/me/threads', scope: PUBLISH, takes: FIELDS },
      run: (call) => createContainer(state, call),
    },
    {
      ...{ name: 'publish', method: 'POST', path: '/me/threads_publish', scope: PUBLISH },
      takes: ['creation_id'],
      run: (call) => publish(state, call),
    },
    {
      ...{ name: 'limit', method: 'GET', path: '/me/threads_publishing_limit', scope: BASIC },
      takes: ['fields'],
      run: (call) => publishingLimit(state, call),
    },
    {
      ...{ name: 'list', method: 'GET', path: '/me/threads', scope: BASIC, takes: LISTED },
      run: (call) => list(state, call, false),
    },
    {
      ...{ name: 'listReplies', method: 'GET', path: '/me/replies', scope: 'threads_read_replies' },
      takes: LISTED,
      run: (call) => list(state, call, true),
    },
    {
      ...{ name: 'conversation', method: 'GET', path: '/:id/conversation', scope: 'threads_read_replies' },
      takes: ['fields', 'reverse', 'limit', 'before', 'after'],
      run: (call) => conversation(state, call),
    },
    {
      ...{ name: 'mentions', method: 'GET', path: '/me/mentions', scope: 'threads_manage_mentions' },
      takes: LISTED,
      run: (call) => mentions(state, call),
    },
    {
      ...{ name: 'get', method: 'GET', path: '/:id', scope: BASIC, takes: ['fields'] },
      run: (call) => lookUp(state, call, { container: getContainer, post: get, missing }),
    },
    {
      ...{ name: 'insights', method: 'GET', path: '/:id/insights', scope: INSIGHTS, takes: ['metric'] },
      run: (call) => insightsOf(state, call),
    },
    {
      ...{ name: 'delete', method: 'DELETE', path: '/:id', scope: 'threads_delete', takes: [] },
      run: (call) => remove(state, call),
    },
  ];
}
