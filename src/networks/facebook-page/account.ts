import { z } from 'zod';
import { address, secret } from '../address.ts';
import { graphVersion } from '../graph-version.ts';

export const account = z
  .strictObject({
    client_id: secret(
      'The id of your app (App settings, Basic); a person connects the page then.',
    ).optional(),
    client_secret: secret('The secret of your app.').optional(),
    access_token: secret("Instead of an app: a page's token, which lasts.").optional(),
    page: z
      .union([z.string(), z.number()], { error: "must be the page's number, in quotes" })
      .transform((value) => String(value).trim())
      .refine((value) => /^\d{1,20}$/.test(value), { error: "must be the page's number, in quotes" })
      .describe("The page's number (About, Page transparency)."),
    version: graphVersion,
    link_previews: z
      .boolean({ error: 'must be true or false' })
      .default(true)
      .describe('Whether the first link of a post without pictures shows a preview of its page.'),
    api_url: address("Another address for Facebook's API.").default('https://graph.facebook.com'),
    auth_url: address('Another address for where people are asked.').default('https://www.facebook.com'),
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
  .describe('A page on Facebook.');

export type FacebookPageAccount = z.infer<typeof account>;
