import { z } from 'zod';
import { address } from '../address.ts';
import { accountShape, appShape, checkCredentials } from '../credentials.ts';

const words = {
  id: 'The id of your app (reddit.com/prefs/apps)',
  secret: 'The secret of your app',
  token: 'Instead of an app, to try it out: a token, which lasts for a day.',
};

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
    ...appShape(words),
    ...shared,
  })
  .describe('By this app people connect Reddit accounts (/accounts connect).');

export type RedditApp = z.infer<typeof app>;

export const account = z
  .strictObject({
    ...accountShape(words),
    community: z
      .string({ error: 'must be the name of a community, such as r/kites' })
      .trim()
      .regex(/^(?:\/?r\/)?\w{2,21}$/, { error: 'must be the name of a community, such as r/kites' })
      .overwrite((name) => name.replace(/^\/?r\//, ''))
      .optional()
      .describe('The community that posts go to where a post names none.'),
    ...shared,
  })
  .superRefine(checkCredentials)
  .describe('A Reddit account.');

export type RedditAccount = z.infer<typeof account>;
