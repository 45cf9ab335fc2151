import { z } from 'zod';
import { address, secret } from '../address.ts';

const shared = {
  user_agent: z
    .string({ error: 'is missing; write platform:app:version (by /u/NAME), as Reddit wants it' })
    .trim()
    .regex(/^[\w.-]+:[\w.-]+:[\w.-]+ \(by \/u\/[\w-]+\)$/, {
      error: 'must be of the form platform:app:version (by /u/NAME), as Reddit wants it',
    })
    .describe('Who asks, as Reddit wants it: "server:org.example.bellwether:1.0 (by /u/acme)".'),
  api_url: address("Another address for Reddit's API.").default('https://oauth.reddit.com'),
  auth_url: address('Another address for where people are asked.').default('https://www.reddit.com'),
};

/** The operator's app, by which people connect their accounts. */
export const app = z
  .strictObject({
    client_id: secret('The id of your app (reddit.com/prefs/apps).'),
    client_secret: secret('The secret of your app.'),
    ...shared,
  })
  .describe('By this app people connect Reddit accounts (/accounts connect).');

export type RedditApp = z.infer<typeof app>;

export const account = z
  .strictObject({
    client_id: secret(
      'The id of your app (reddit.com/prefs/apps); a person connects the account then.',
    ).optional(),
    client_secret: secret('The secret of your app.').optional(),
    access_token: secret('Instead of an app, to try it out: a token, which lasts for a day.').optional(),
    community: z
      .string({ error: 'must be the name of a community, such as r/kites' })
      .trim()
      .regex(/^(?:\/?r\/)?\w{2,21}$/, { error: 'must be the name of a community, such as r/kites' })
      .overwrite((name) => name.replace(/^\/?r\//, ''))
      .optional()
      .describe('The community that posts go to where a post names none.'),
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
  .describe('A Reddit account.');

export type RedditAccount = z.infer<typeof account>;
