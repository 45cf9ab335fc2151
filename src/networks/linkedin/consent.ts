/** What LinkedIn asks a person for. */
import { t } from '../../kit/t.ts';
import type { Consent } from '../grant.ts';
import type { LinkedInAccount, LinkedInApp } from './account.ts';

export function consent({
  client_id,
  client_secret,
  organization,
  auth_url,
}: LinkedInAccount): Consent | undefined {
  if (client_id === undefined || client_secret === undefined) return undefined;
  return asked({ client_id, client_secret, auth_url }, organization === undefined ? OF_PROFILE : OF_PAGE);
}

export function consentOfApp(app: LinkedInApp): Consent {
  const { asks_for } = app;
  return asked(app, [
    ...(asks_for.includes('profile') ? OF_PROFILE : []),
    ...(asks_for.includes('pages') ? OF_PAGE : []),
  ]);
}

function asked(
  { client_id, client_secret, auth_url }: Pick<LinkedInApp, 'client_id' | 'client_secret' | 'auth_url'>,
  scopes: Consent['scopes'],
): Consent {
  return {
    client: { id: client_id, secret: client_secret },
    authorizationUrl: `${auth_url}/oauth/v2/authorization`,
    tokenUrl: `${auth_url}/oauth/v2/accessToken`,
    scopes,
  };
}

const OF_PROFILE = [
  { name: 'openid', reason: t('See who you are.') },
  { name: 'profile', reason: t('See your name.') },
  { name: 'w_member_social', reason: t('Post, correct and delete in your name.') },
];
const OF_PAGE = [
  { name: 'w_organization_social', reason: t('Post, correct and delete as the page.') },
  { name: 'r_organization_social', reason: t('Look whether a post is live, when an answer was lost.') },
  { name: 'rw_organization_admin', reason: t('See which pages you may post for.') },
];
