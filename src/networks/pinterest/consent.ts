/** What Pinterest asks a person for. Each renewal brings another refresh token, and the one before is over. */
import { t } from '../../kit/t.ts';
import type { Consent } from '../grant.ts';
import type { PinterestAccount, PinterestApp } from './account.ts';

export function consent({ client_id, client_secret, ...more }: PinterestAccount): Consent | undefined {
  if (client_id === undefined || client_secret === undefined) return undefined;
  return consentOfApp({ client_id, client_secret, ...more });
}

export function consentOfApp({ client_id, client_secret, api_url, auth_url }: PinterestApp): Consent {
  return {
    client: { id: client_id, secret: client_secret },
    authentication: 'basic',
    authorizationUrl: `${auth_url}/oauth/`,
    tokenUrl: `${api_url}/v5/oauth/token`,
    scopes: SCOPES,
    scopeSeparator: ',',
  };
}

const SCOPES = [
  { name: 'user_accounts:read', reason: t('See whose account it is.') },
  { name: 'boards:read', reason: t('See which boards there are.') },
  { name: 'boards:write', reason: t('Put Pins on boards, which Pinterest asks this for.') },
  { name: 'pins:read', reason: t('Look whether a Pin is live, and count what people do with it.') },
  { name: 'pins:write', reason: t('Make Pins and delete them.') },
];
