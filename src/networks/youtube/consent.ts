/** What Google asks a person for. A refresh token comes only where it is asked for anew; it stays the same ever after. */
import { t } from '../../kit/t.ts';
import type { Consent } from '../grant.ts';
import type { YouTubeAccount, YouTubeApp } from './account.ts';

export function consent({ client_id, client_secret, ...more }: YouTubeAccount): Consent | undefined {
  if (client_id === undefined || client_secret === undefined) return undefined;
  return consentOfApp({ client_id, client_secret, ...more });
}

export function consentOfApp({ client_id, client_secret, auth_url, token_url }: YouTubeApp): Consent {
  return {
    client: { id: client_id, secret: client_secret },
    proof: true,
    authorizationUrl: `${auth_url}/o/oauth2/v2/auth`,
    tokenUrl: `${token_url}/token`,
    scopes: SCOPES,
    parameters: { access_type: 'offline', prompt: 'consent' },
  };
}

const scope = (name: string, reason: string) => ({ name: `https://www.googleapis.com/auth/${name}`, reason });

const SCOPES = [
  scope('youtube.upload', t('Put up videos.')),
  scope('youtube.readonly', t('See whose channel it is, whether a video is done, and how it is watched.')),
  scope(
    'youtube.force-ssl',
    t('Make a video public when its time has come, correct and delete it, and read comments.'),
  ),
];
