import { z } from 'zod';
import { address } from '../address.ts';
import { accountShape, appShape, checkCredentials } from '../credentials.ts';

const words = {
  id: 'The client key of your app (developers.tiktok.com, Manage apps)',
  secret: 'The client secret of your app',
  token: 'Instead of an app, to try it out: a token, which lasts for two hours.',
};

const shared = {
  standing: z
    .enum(['unaudited', 'audited'], { error: 'must be unaudited or audited' })
    .default('unaudited')
    .describe(
      'Whether TikTok has audited the app; until then it posts to private accounts, for their own eyes alone.',
    ),
  api_url: address("Another address for TikTok's API.").default('https://open.tiktokapis.com'),
  auth_url: address('Another address for where people are asked.').default('https://www.tiktok.com'),
};

/** The operator's app, by which people connect their accounts. */
export const app = z
  .strictObject({
    ...appShape(words),
    ...shared,
  })
  .describe('By this app people connect TikTok accounts (/accounts connect).');

export type TikTokApp = z.infer<typeof app>;

export const account = z
  .strictObject({
    ...accountShape(words),
    ...shared,
  })
  .superRefine(checkCredentials)
  .describe('A TikTok account.');

export type TikTokAccount = z.infer<typeof account>;
