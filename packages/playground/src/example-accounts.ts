/** The example team's accounts on Telegram and LinkedIn, and the app by which people let it post for them there. */
import type { World as LinkedInWorld } from '@bellwether/local-networks/linkedin/index.ts';
import type { LocalTelegramOptions } from '@bellwether/local-networks/telegram/index.ts';
import { BOT_NAME, type Secrets } from './world.ts';

/** A public channel, in which the bot may post. */
export const TELEGRAM_CHANNEL = { id: -1001100000001, title: 'Acme news', username: 'acme_news' };

export function telegramOf({ telegramToken }: Secrets): Pick<LocalTelegramOptions, 'bot' | 'chats'> {
  const membership = { status: 'administrator' as const, can_post_messages: true };
  return {
    bot: { id: 1100000002, username: 'bellwether_bot', name: BOT_NAME, token: telegramToken },
    chats: [{ ...TELEGRAM_CHANNEL, type: 'channel', membership }],
  };
}

/** The app that people let post for them. */
export const LINKEDIN_APP = 'playground-app';

export function linkedInWorld({ linkedInSecret }: Secrets): Omit<LinkedInWorld, 'clock'> {
  return {
    members: [
      {
        ...{ id: 'eli-tanaka', name: 'Eli Tanaka' },
        roles: { 2414183: 'ADMINISTRATOR', 2414184: 'CONTENT_ADMINISTRATOR', 2414185: 'ANALYST' },
      },
      { id: 'dana-moreau', name: 'Dana Moreau', roles: { 2414183: 'CONTENT_ADMINISTRATOR' } },
    ],
    organizations: [
      { id: 2414183, name: 'Acme', vanityName: 'acme' },
      { id: 2414184, name: 'Acme Careers', vanityName: 'acme-careers' },
      { id: 2414185, name: 'Acme Labs', vanityName: 'acme-labs' },
    ],
    apps: [
      {
        ...{ id: LINKEDIN_APP, name: BOT_NAME, secret: linkedInSecret, redirects: [], refreshes: true },
        scopes: [
          ...['openid', 'profile', 'w_member_social'],
          ...['w_organization_social', 'r_organization_social', 'rw_organization_admin'],
        ],
      },
    ],
  };
}
