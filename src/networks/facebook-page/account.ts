import { z } from 'zod';
import { address } from '../address.ts';
import { accountShape, appShape, checkCredentials } from '../credentials.ts';
import { graphVersion } from '../graph-version.ts';

const words = {
  id: 'The id of your app (App settings, Basic)',
  secret: 'The secret of your app',
  token: "Instead of an app: a page's token, which lasts.",
};

const shared = {
  version: graphVersion,
  link_previews: z
    .boolean({ error: 'must be true or false' })
    .default(true)
    .describe('Whether the first link of a post without pictures shows a preview of its page.'),
  comments: z
    .boolean({ error: 'must be true or false' })
    .default(true)
    .describe('Whether the right to read what others write is asked for; the app must have it.'),
  mentions: z
    .boolean({ error: 'must be true or false' })
    .default(false)
    .describe(
      'Whether public posts that tag the page are read too; Meta may want the feature Page Public Content Access for it.',
    ),
  insights: z
    .boolean({ error: 'must be true or false' })
    .default(true)
    .describe('Whether the right to read how often posts were seen is asked for; the app must have it.'),
  api_url: address("Another address for Facebook's API.").default('https://graph.facebook.com'),
  auth_url: address('Another address for where people are asked.').default('https://www.facebook.com'),
};

/** The operator's app, by which people connect their pages. */
export const app = z
  .strictObject({ ...appShape(words), ...shared })
  .describe('By this app people connect pages on Facebook (/accounts connect).');

export type FacebookApp = z.infer<typeof app>;

export const account = z
  .strictObject({
    ...accountShape(words),
    page: z
      .union([z.string(), z.number()], { error: "must be the page's number, in quotes" })
      .transform((value) => String(value).trim())
      .refine((value) => /^\d{1,20}$/.test(value), { error: "must be the page's number, in quotes" })
      .describe("The page's number (About, Page transparency)."),
    ...shared,
  })
  .superRefine(checkCredentials)
  .describe('A page on Facebook.');

export type FacebookPageAccount = z.infer<typeof account>;
