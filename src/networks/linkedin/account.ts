import { z } from 'zod';
import { address } from '../address.ts';
import { accountShape, appShape, checkCredentials } from '../credentials.ts';

/** The newest that is known here; each lives for a year. */
export const NEWEST_VERSION = '202609';

const words = {
  id: 'The id of your app (Developer Portal, Auth)',
  secret: 'The secret of your app',
  token: 'Instead of an app: a token with the right to post (Developer Portal, OAuth token tools).',
};

const shared = {
  version: z
    .union([z.string(), z.number()], { error: 'must be a month such as "202609"' })
    .transform(String)
    .refine((value) => /^20\d\d(0[1-9]|1[0-2])$/.test(value), { error: 'must be a month such as "202609"' })
    .default(NEWEST_VERSION)
    .describe('The version of the API, by its month. LinkedIn ends each after a year.'),
  link_cards: z
    .boolean({ error: 'must be true or false' })
    .default(true)
    .describe('Whether the first link of a post without pictures shows a card of its page.'),
  api_url: address("Another address for LinkedIn's REST API.").default('https://api.linkedin.com'),
  auth_url: address('Another address for where people are asked.').default('https://www.linkedin.com'),
};

/** The operator's app, by which people connect pages and profiles. */
export const app = z
  .strictObject({
    ...appShape(words),
    asks_for: z
      .array(z.enum(['pages', 'profile'], { error: 'must be pages or profile' }))
      .min(1, { error: 'must name pages, profile or both' })
      .default(['pages'])
      .describe('What people connect by it; LinkedIn grants the rights for each with another product.'),
    ...shared,
  })
  .describe('By this app people connect LinkedIn pages and profiles (/accounts connect).');

export type LinkedInApp = z.infer<typeof app>;

export const account = z
  .strictObject({
    ...accountShape(words),
    organization: z
      .union([z.string(), z.number()], { error: "must be the page's number, such as 2414183" })
      .transform((value) => String(value).trim())
      .refine((value) => /^\d{1,19}$/.test(value), { error: "must be the page's number, such as 2414183" })
      .optional()
      .describe("The page's number; without it posts go out in the name of the person whose token it is."),
    ...shared,
  })
  .superRefine(checkCredentials)
  .describe("A LinkedIn page, or a person's own profile.");

export type LinkedInAccount = z.infer<typeof account>;
