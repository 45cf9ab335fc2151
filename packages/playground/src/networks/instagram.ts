/** A professional account on Instagram, which fetches pictures from the bot. */
import { LocalInstagram } from '@bellwether/local-networks/instagram/index.ts';
import { ACCOUNT, running } from '../feeds/containers.ts';
import type { PlaygroundNetwork } from '../feeds/network.ts';

export const network: PlaygroundNetwork = {
  name: 'instagram',
  order: 1,
  title: 'Instagram',
  accent: '#c13584',
  create: ({ clock, app, changed }) =>
    running(
      new LocalInstagram({
        ...{ clock, users: [ACCOUNT], onChange: changed },
        apps: [
          {
            ...app,
            scopes: [
              ...['instagram_business_basic', 'instagram_business_content_publish'],
              ...['instagram_business_manage_comments', 'instagram_business_manage_insights'],
            ],
          },
        ],
      }),
      ({ id }) => `https://www.instagram.com/p/${id}/`,
    ),
  settings: (url) => ({ login_url: url }),
};
