/**
 * A local Instagram: OAuth with its consent, and the part of the API by which a professional account posts pictures, on a
 * loopback port; written from Meta's description and from what is known of its refusals, and as strict. It fetches
 * pictures itself. State is in memory.
 */
import { badToken, notPermitted } from '../meta/error.ts';
import { type Call, type Operation, only } from '../meta/http.ts';
import { LocalContainers, type LocalContainersOptions } from '../meta/local-containers.ts';
import { lookUp } from '../meta/looking-up.ts';
import type { State } from '../meta/state.ts';
import { comment, comments, removeComment, replies, tagged, writeReply } from './comments.ts';
import { createContainer, FIELDS, getContainer, gone } from './containers.ts';
import { get, insightsOf, list, publish, publishingLimit, remove } from './posts.ts';

export type { Fault } from '../meta/http.ts';
export type { Post } from '../meta/state.ts';

export class LocalInstagram extends LocalContainers {
  constructor(options: LocalContainersOptions) {
    super(
      { network: 'Instagram', accent: '#c13584', version: '/v27.0', prefix: 'ig', operationsOf },
      options,
    );
  }
}

const BASIC = 'instagram_business_basic';
const INSIGHTS = 'instagram_business_manage_insights';
const COMMENTS = 'instagram_business_manage_comments';
/** Of a login by Facebook alone. */
const CONTENTS = 'instagram_manage_contents';
const PUBLISH = 'instagram_business_content_publish';

function operationsOf(state: State): Operation[] {
  return [
    {
      ...{ name: 'me', method: 'GET', path: '/me', scope: BASIC, takes: ['fields'] },
      run: ({ token, fields }) => {
        const user = state.options.users.find(({ id }) => id === token.user);
        if (!user) throw badToken();
        const all = { id: user.id, user_id: user.id, username: user.username };
        return only(fields.fields, all, ['id']);
      },
    },
    {
      ...{ name: 'createContainer', method: 'POST', path: '/:user/media', scope: PUBLISH, takes: FIELDS },
      run: (call) => createContainer(state, own(call)),
    },
    {
      ...{ name: 'publish', method: 'POST', path: '/:user/media_publish', scope: PUBLISH },
      takes: ['creation_id'],
      run: (call) => publish(state, own(call)),
    },
    {
      ...{ name: 'limit', method: 'GET', path: '/:user/content_publishing_limit', scope: PUBLISH },
      takes: ['fields'],
      run: (call) => publishingLimit(state, own(call)),
    },
    {
      ...{ name: 'list', method: 'GET', path: '/:user/media', scope: BASIC },
      takes: ['fields', 'limit', 'after'],
      run: (call) => list(state, own(call)),
    },
    {
      ...{ name: 'comments', method: 'GET', path: '/:id/comments', scope: COMMENTS },
      takes: ['fields', 'limit', 'before', 'after'],
      run: (call) => comments(state, call),
    },
    {
      ...{ name: 'replies', method: 'GET', path: '/:id/replies', scope: COMMENTS },
      takes: ['fields', 'limit', 'before', 'after'],
      run: (call) => replies(state, call),
    },
    {
      ...{ name: 'writeReply', method: 'POST', path: '/:id/replies', scope: COMMENTS, takes: ['message'] },
      run: (call) => writeReply(state, call),
    },
    {
      ...{ name: 'tags', method: 'GET', path: '/:user/tags', scope: COMMENTS },
      takes: ['fields', 'limit', 'before', 'after'],
      run: (call) => tagged(state, own(call)),
    },
    {
      ...{ name: 'get', method: 'GET', path: '/:id', scope: BASIC, takes: ['fields'] },
      run: (call) => {
        const remark = call.token.scopes.includes(COMMENTS) ? comment : undefined;
        return lookUp(state, call, { container: getContainer, remark, post: get, missing: gone });
      },
    },
    {
      ...{ name: 'insights', method: 'GET', path: '/:id/insights', scope: INSIGHTS, takes: ['metric'] },
      run: (call) => insightsOf(state, call),
    },
    {
      ...{ name: 'delete', method: 'DELETE', path: '/:id', scope: BASIC, takes: [] },
      run: (call) => {
        const isComment = state.remarks.has(call.params.id ?? '');
        const scope = isComment ? COMMENTS : CONTENTS;
        if (!call.token.scopes.includes(scope)) throw notPermitted(scope);
        return isComment ? removeComment(state, call) : remove(state, call);
      },
    },
  ];
}

/** Of somebody else there is nothing to be had. */
function own(call: Call): Call {
  if (call.params.user !== call.token.user) throw gone(call.params.user ?? '');
  return call;
}
