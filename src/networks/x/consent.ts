/** What X asks a person for. */
import { t } from '../../kit/t.ts';
import type { Consent } from '../grant.ts';
import type { XAccount, XApp } from './account.ts';

export function consent({ client_id, client_secret, ...shared }: XAccount): Consent | undefined {
  if (client_id === undefined || client_secret === undefined) return undefined;
  return consentOfApp({ client_id, client_secret, ...shared });
}

export function consentOfApp({ client_id: id, client_secret: secret, api_url, auth_url }: XApp): Consent {
  return {
    client: { id, secret },
    authentication: 'basic',
    proof: true,
    authorizationUrl: `${auth_url}/i/oauth2/authorize`,
    tokenUrl: `${api_url}/2/oauth2/token`,
    scopes: [
      { name: 'tweet.read', reason: t('Look whether a post is live, read mentions, and count reactions.') },
      { name: 'tweet.write', reason: t('Post and delete in your name.') },
      { name: 'users.read', reason: t('See who you are.') },
      { name: 'media.write', reason: t('Upload pictures.') },
      { name: 'offline.access', reason: t('Stay connected when you are not there.') },
    ],
    refusal: { error: 'invalid_request', words: /token was invalid/i },
  };
}
