/** What Facebook asks a person for. */
import { t } from '../../kit/t.ts';
import type { Consent } from '../grant.ts';
import type { FacebookApp, FacebookPageAccount } from './account.ts';

/** What is kept is the page's own token: it lasts until its person loses the role or changes the password. */
export function consent({ client_id, client_secret, ...more }: FacebookPageAccount): Consent | undefined {
  if (client_id === undefined || client_secret === undefined) return undefined;
  const { exchanges, ...asked } = consentBy({ client_id, client_secret, ...more });
  const url = `${more.api_url}/${more.version}/${more.page}`;
  const ofPage = { url, fields: { fields: 'access_token' }, tokenField: 'access_token' };
  return { ...asked, exchanges: [...exchanges, ofPage] };
}

/** Every page's own token is kept with the page. */
export function consentOfApp(app: FacebookApp): Consent {
  return { ...consentBy(app), placesHaveTokens: true };
}

function consentBy({ client_id, client_secret, version, api_url, auth_url, ...rights }: FacebookApp) {
  const tokenUrl = `${api_url}/${version}/oauth/access_token`;
  return {
    client: { id: client_id, secret: client_secret },
    authorizationUrl: `${auth_url}/${version}/dialog/oauth`,
    tokenUrl,
    scopes: scopesOf(rights),
    scopeSeparator: ',' as const,
    exchanges: [
      {
        url: tokenUrl,
        fields: { grant_type: 'fb_exchange_token', client_id, client_secret },
        tokenField: 'fb_exchange_token',
      },
    ],
  };
}

/** All of them are needed. */
export function scopesOf({ comments, insights }: Pick<FacebookApp, 'comments' | 'insights'>) {
  return [...SCOPES, ...(comments ? COMMENTS : []), ...(insights ? [INSIGHTS] : [])];
}

const SCOPES = [
  { name: 'pages_show_list', reason: t('See which pages you have.') },
  { name: 'pages_manage_posts', reason: t('Post, correct and delete as the page.') },
  { name: 'pages_read_engagement', reason: t('Look whether a post is live, when an answer was lost.') },
];

const COMMENTS = [
  {
    name: 'pages_read_user_content',
    reason: t('Read what others write under posts, where the team listens.'),
  },
  { name: 'pages_manage_engagement', reason: t('Answer what others write under posts.') },
];
const INSIGHTS = { name: 'read_insights', reason: t('Read how often posts were seen, for the reports.') };
