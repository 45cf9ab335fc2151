/** What Instagram asks a person for. */
import { t } from '../../kit/t.ts';
import type { Consent } from '../grant.ts';
import type { InstagramAccount, InstagramApp } from './account.ts';

export function consent({ client_id, client_secret, ...more }: InstagramAccount): Consent | undefined {
  if (client_id === undefined || client_secret === undefined) return undefined;
  return consentOfApp({ client_id, client_secret, ...more });
}

export function consentOfApp({
  client_id,
  client_secret,
  api_url,
  login_url,
  auth_url,
  comments,
  insights,
}: InstagramApp): Consent {
  return {
    client: { id: client_id, secret: client_secret },
    authorizationUrl: `${auth_url}/oauth/authorize`,
    tokenUrl: `${login_url}/oauth/access_token`,
    scopes: [...SCOPES, ...(comments ? [COMMENTS] : []), ...(insights ? [INSIGHTS] : [])],
    scopeSeparator: ',',
    exchanges: [
      {
        url: `${api_url}/access_token`,
        fields: { grant_type: 'ig_exchange_token', client_secret },
        tokenField: 'access_token',
      },
    ],
    renewal: {
      url: `${api_url}/refresh_access_token`,
      fields: { grant_type: 'ig_refresh_token' },
      tokenField: 'access_token',
    },
  };
}

const SCOPES = [
  { name: 'instagram_business_basic', reason: t('See who you are, and your posts.') },
  { name: 'instagram_business_content_publish', reason: t('Post in your name.') },
];

const COMMENTS = {
  name: 'instagram_business_manage_comments',
  reason: t('Read what others write under posts, where the team listens, and answer it.'),
};
const INSIGHTS = {
  name: 'instagram_business_manage_insights',
  reason: t('Read what posts got, for the reports.'),
};
