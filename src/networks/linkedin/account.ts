import { z } from 'zod';
import { address, secret } from '../address.ts';

/** The newest that is known here; each lives for a year. */
export const NEWEST_VERSION = '202609';

export const account = z
  .strictObject({
    access_token: secret('A token with the right to post, from the Developer Portal (OAuth token tools).'),
    organization: z
      .union([z.string(), z.number()], { error: "must be the page's number, such as 2414183" })
      .transform((value) => String(value).trim())
      .refine((value) => /^\d{1,19}$/.test(value), { error: "must be the page's number, such as 2414183" })
      .optional()
      .describe("The page's number; without it posts go out in the name of the person whose token it is."),
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
  })
  .describe("A LinkedIn page, or a person's own profile.");

export type LinkedInAccount = z.infer<typeof account>;
