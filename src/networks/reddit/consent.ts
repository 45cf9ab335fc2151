/** What Reddit asks a person for. The refresh token lasts, and a renewal does not tell it again. */
import { t } from '../../kit/t.ts';
import type { Consent } from '../grant.ts';
import type { RedditAccount, RedditApp } from './account.ts';

export function consent({ client_id, client_secret, ...more }: RedditAccount): Consent | undefined {
  if (client_id === undefined || client_secret === undefined) return undefined;
  return consentOfApp({ client_id, client_secret, ...more });
}

export function consentOfApp({ client_id, client_secret, user_agent, auth_url }: RedditApp): Consent {
  return {
    client: { id: client_id, secret: client_secret },
    authentication: 'basic',
    authorizationUrl: `${auth_url}/api/v1/authorize`,
    tokenUrl: `${auth_url}/api/v1/access_token`,
    scopes: SCOPES,
    parameters: { duration: 'permanent' },
    headers: { 'user-agent': user_agent },
  };
}

const SCOPES = [
  { name: 'identity', reason: t('See whose account it is.') },
  { name: 'mysubreddits', reason: t('See which communities you are in.') },
  { name: 'flair', reason: t('See which flairs a community has.') },
  { name: 'submit', reason: t('Post in your name.') },
  { name: 'edit', reason: t('Correct and delete what was posted.') },
  { name: 'read', reason: t('See what a community asks of posts, and what people make of them.') },
  { name: 'history', reason: t('Look whether a post is live, when an answer was lost.') },
];
