/** What Facebook asks a person for. */
import { t } from '../../kit/t.ts';
import type { Consent } from '../grant.ts';
import type { FacebookPageAccount } from './account.ts';

/** What is kept is the page's own token: it lasts until its person loses the role or changes the password. */
export function consent(account: FacebookPageAccount): Consent | undefined {
  const { client_id, client_secret, page, version, api_url, auth_url } = account;
  if (client_id === undefined || client_secret === undefined) return undefined;
  const api = `${api_url}/${version}`;
  const app = { client_id, client_secret };
  return {
    client: { id: client_id, secret: client_secret },
    authorizationUrl: `${auth_url}/${version}/dialog/oauth`,
    tokenUrl: `${api}/oauth/access_token`,
    scopes: SCOPES,
    scopeSeparator: ',',
    exchanges: [
      {
        url: `${api}/oauth/access_token`,
        fields: { grant_type: 'fb_exchange_token', ...app },
        tokenField: 'fb_exchange_token',
      },
      { url: `${api}/${page}`, fields: { fields: 'access_token' }, tokenField: 'access_token' },
    ],
  };
}

const SCOPES = [
  { name: 'pages_show_list', reason: t('See which pages you have.') },
  { name: 'pages_manage_posts', reason: t('Post, correct and delete as the page.') },
  { name: 'pages_read_engagement', reason: t('Look whether a post is live, when an answer was lost.') },
];
