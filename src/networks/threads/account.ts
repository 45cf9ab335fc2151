import { z } from 'zod';
import { address, secret } from '../address.ts';

const shared = {
  api_url: address("Another address for Threads' API.").default('https://graph.threads.net'),
  auth_url: address('Another address for where people are asked.').default('https://www.threads.net'),
};

/** The operator's app, by which people connect their accounts. */
export const app = z
  .strictObject({
    client_id: secret('The Threads app id of your app (App settings, Basic).'),
    client_secret: secret('The Threads app secret of your app.'),
    ...shared,
  })
  .describe('By this app people connect accounts on Threads (/accounts connect).');

export type ThreadsApp = z.infer<typeof app>;

export const account = z
  .strictObject({
    client_id: secret(
      'The Threads app id of your app (App settings, Basic); a person connects the account then.',
    ).optional(),
    client_secret: secret('The Threads app secret of your app.').optional(),
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
  .describe('An account on Threads.');

export type ThreadsAccount = z.infer<typeof account>;
