/** What Threads asks a person for. */
import { t } from '../../kit/t.ts';
import type { Consent } from '../grant.ts';
import type { ThreadsAccount, ThreadsApp } from './account.ts';

export function consent({ client_id, client_secret, ...more }: ThreadsAccount): Consent | undefined {
  if (client_id === undefined || client_secret === undefined) return undefined;
  return consentOfApp({ client_id, client_secret, ...more });
}

export function consentOfApp({
  client_id,
  client_secret,
  api_url,
  auth_url,
  comments,
  insights,
}: ThreadsApp): Consent {
  return {
    client: { id: client_id, secret: client_secret },
    authorizationUrl: `${auth_url}/oauth/authorize`,
    tokenUrl: `${api_url}/oauth/access_token`,
    scopes: [...SCOPES, ...(comments ? [MENTIONS] : []), ...(insights ? [INSIGHTS] : [])],
    scopeSeparator: ',',
    exchanges: [
      {
        url: `${api_url}/access_token`,
        fields: { grant_type: 'th_exchange_token', client_secret },
        tokenField: 'access_token',
      },
    ],
    renewal: {
      url: `${api_url}/refresh_access_token`,
      fields: { grant_type: 'th_refresh_token' },
      tokenField: 'access_token',
    },
  };
}

const SCOPES = [
  { name: 'threads_basic', reason: t('See who you are, and your posts.') },
  { name: 'threads_content_publish', reason: t('Post in your name.') },
  { name: 'threads_manage_replies', reason: t('Add the further parts of a thread, which are replies.') },
  { name: 'threads_read_replies', reason: t('Look whether such a part is live, when an answer was lost.') },
  { name: 'threads_delete', reason: t('Delete what it posted.') },
];

const MENTIONS = {
  name: 'threads_manage_mentions',
  reason: t('Read what others write to the account, where the team listens, and answer it.'),
};
const INSIGHTS = { name: 'threads_manage_insights', reason: t('Read what posts got, for the reports.') };
