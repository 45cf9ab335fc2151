import { z } from 'zod';
import { address } from '../address.ts';
import { accountShape, appShape, checkCredentials } from '../credentials.ts';

const words = {
  id: "The OAuth 2 client id of your app (X's Developer Console)",
  secret: 'The OAuth 2 client secret of your app',
  token: 'Instead of an app, to try it out: an OAuth 2 token of a user. It lasts for two hours.',
};

const dollars = (description: string) =>
  z
    .number({ error: 'must be a number of US dollars, such as 0.015' })
    .min(0, { error: 'must not be negative' })
    .max(100_000, { error: 'must be at most 100000' })
    .describe(description);

const shared = {
  monthly_cap: dollars(
    'US dollars that posts of one target may cost in a calendar month. What would pass it is not sent.',
  ).optional(),
  prices: z
    .strictObject({
      post: dollars('A post.').default(0.015),
      post_with_link: dollars('A post whose text holds a link.').default(0.2),
      alt_text: dollars('An alt text.').default(0.005),
    })
    .prefault({})
    .describe("X's prices, in US dollars, where they are not those of April 2026 any more."),
  api_url: address("Another address for X's API.").default('https://api.x.com'),
  auth_url: address('Another address for where people are asked.').default('https://x.com'),
};

/** The operator's app, by which people connect their accounts. */
export const app = z
  .strictObject({
    ...appShape(words),
    ...shared,
  })
  .describe('By this app people connect accounts on X (/accounts connect).');

export type XApp = z.infer<typeof app>;

export const account = z
  .strictObject({
    ...accountShape(words),
    ...shared,
  })
  .superRefine(checkCredentials)
  .describe('An account on X.');

export type XAccount = z.infer<typeof account>;
