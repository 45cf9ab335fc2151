import { z } from 'zod';
import { address, secret } from '../address.ts';
import { graphVersion } from '../graph-version.ts';

const shared = {
  version: graphVersion,
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
    client_id: secret('The Instagram app id of your app (Instagram, API setup with Instagram login).'),
    client_secret: secret('The Instagram app secret of your app.'),
    ...shared,
  })
  .describe('By this app people connect professional accounts on Instagram (/accounts connect).');

export type InstagramApp = z.infer<typeof app>;

export const account = z
  .strictObject({
    client_id: secret(
      'The Instagram app id of your app (Instagram, API setup with Instagram login); a person connects the account then.',
    ).optional(),
    client_secret: secret('The Instagram app secret of your app.').optional(),
    access_token: secret('Instead of an app: a long-lived token of the account.').optional(),
    ...shared,
  })
  .superRefine(({ client_id, client_secret, access_token }, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (access_token !== undefined && client_id !== undefined)
      fault('access_token', 'stands beside client_id; keep one of them');
    if (access_token === undefined && client_id === undefined)
      fault('client_id', 'is missing; name an environment variable that holds it, or give an access_token');
    if (client_id !== undefined && client_secret === undefined)
      fault('client_secret', 'is missing; name an environment variable that holds it');
  })
  .describe('A professional account on Instagram (business or creator).');

export type InstagramAccount = z.infer<typeof account>;
