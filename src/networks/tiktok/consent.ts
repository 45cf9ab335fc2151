/** What TikTok asks a person for; each of it may be left out there. The refresh token is replaced at each renewal. */
import { t } from '../../kit/t.ts';
import type { Consent } from '../grant.ts';
import type { TikTokAccount, TikTokApp } from './account.ts';

export function consent({ client_id, client_secret, ...more }: TikTokAccount): Consent | undefined {
  if (client_id === undefined || client_secret === undefined) return undefined;
  return consentOfApp({ client_id, client_secret, ...more });
}

export function consentOfApp({ client_id, client_secret, api_url, auth_url }: TikTokApp): Consent {
  return {
    client: { id: client_id, secret: client_secret },
    clientField: 'client_key',
    scopeSeparator: ',',
    authorizationUrl: `${auth_url}/v2/auth/authorize/`,
    tokenUrl: `${api_url}/v2/oauth/token/`,
    scopes: SCOPES,
  };
}

const SCOPES = [
  { name: 'user.info.basic', reason: t('See whose account it is.') },
  { name: 'video.publish', reason: t('Post in your name, and see what became of it.') },
  { name: 'video.list', reason: t('See what stands on your account, and how it is watched.') },
];
