import { z } from 'zod';
import { address } from '../address.ts';
import { accountShape, appShape, checkCredentials } from '../credentials.ts';
import { graphVersion } from '../graph-version.ts';

const words = {
  id: 'The Instagram app id of your app (Instagram, API setup with Instagram login)',
  secret: 'The Instagram app secret of your app',
  token: 'Instead of an app: a long-lived token of the account.',
};

const shared = {
  version: graphVersion,
  comments: z
    .boolean({ error: 'must be true or false' })
    .default(true)
    .describe('Whether the right to read what others write is asked for; the app must have it.'),
  insights: z
    .boolean({ error: 'must be true or false' })
    .default(true)
    .describe('Whether the right to read what posts got is asked for; the app must have it.'),
  most_hashtags: z
    .number({ error: 'must be a number from 1 to 30' })
    .int({ error: 'must be a number from 1 to 30' })
    .min(1, { error: 'must be a number from 1 to 30' })
    .max(30, { error: 'must be a number from 1 to 30' })
    .default(30)
    .describe('How many hashtags a caption may have. Meta is said to take 5 from some accounts.'),
  api_url: address("Another address for Instagram's API.").default('https://graph.instagram.com'),
  login_url: address('Another address for where a consent becomes a token.').default(
    'https://api.instagram.com',
  ),
  auth_url: address('Another address for where people are asked.').default('https://www.instagram.com'),
};

/** The operator's app, by which people connect their accounts. */
export const app = z
  .strictObject({
    ...appShape(words),
    ...shared,
  })
  .describe('By this app people connect professional accounts on Instagram (/accounts connect).');

export type InstagramApp = z.infer<typeof app>;

export const account = z
  .strictObject({
    ...accountShape(words),
    ...shared,
  })
  .superRefine(checkCredentials)
  .describe('A professional account on Instagram (business or creator).');

export type InstagramAccount = z.infer<typeof account>;
