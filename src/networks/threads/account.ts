import { z } from 'zod';
import { address } from '../address.ts';
import { accountShape, appShape, checkCredentials } from '../credentials.ts';

const words = {
  id: 'The Threads app id of your app (App settings, Basic)',
  secret: 'The Threads app secret of your app',
  token: 'Instead of an app: a long-lived token of the account.',
};

const shared = {
  comments: z
    .boolean({ error: 'must be true or false' })
    .default(true)
    .describe('Whether the right to read what others write is asked for; the app must have it.'),
  insights: z
    .boolean({ error: 'must be true or false' })
    .default(true)
    .describe('Whether the right to read what posts got is asked for; the app must have it.'),
  api_url: address("Another address for Threads' API.").default('https://graph.threads.net'),
  auth_url: address('Another address for where people are asked.').default('https://www.threads.net'),
};

/** The operator's app, by which people connect their accounts. */
export const app = z
  .strictObject({
    ...appShape(words),
    ...shared,
  })
  .describe('By this app people connect accounts on Threads (/accounts connect).');

export type ThreadsApp = z.infer<typeof app>;

export const account = z
  .strictObject({
    ...accountShape(words),
    ...shared,
  })
  .superRefine(checkCredentials)
  .describe('An account on Threads.');

export type ThreadsAccount = z.infer<typeof account>;
