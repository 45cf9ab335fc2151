import { z } from 'zod';
import { address, secret } from '../address.ts';

const shared = {
  standing: z
    .enum(['unaudited', 'audited'], { error: 'must be unaudited or audited' })
    .default('unaudited')
    .describe('Whether Google has audited the app; until then what it puts up stays private for ever.'),
  category: z
    .union([z.string(), z.number()], { error: "must be a category's number, such as 22" })
    .transform((value) => String(value).trim())
    .refine((value) => /^\d{1,4}$/.test(value), { error: "must be a category's number, such as 22" })
    .default('22')
    .describe("The number of YouTube's category for its videos; 22 is People & Blogs."),
  api_url: address("Another address for YouTube's API.").default('https://www.googleapis.com'),
  auth_url: address('Another address for where people are asked.').default('https://accounts.google.com'),
  token_url: address('Another address for where tokens come from.').default('https://oauth2.googleapis.com'),
};

/** The operator's app, by which people connect their channels. */
export const app = z
  .strictObject({
    client_id: secret('The id of your OAuth client (Google Cloud console, APIs & Services, Credentials).'),
    client_secret: secret('The secret of your OAuth client.'),
    ...shared,
  })
  .describe('By this app people connect YouTube channels (/accounts connect).');

export type YouTubeApp = z.infer<typeof app>;

export const account = z
  .strictObject({
    client_id: secret(
      'The id of your OAuth client (Google Cloud console); a person connects the channel then.',
    ).optional(),
    client_secret: secret('The secret of your OAuth client.').optional(),
    access_token: secret(
      'Instead of an app: a token with the right to put up videos. It lasts an hour.',
    ).optional(),
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
  .describe('A YouTube channel.');

export type YouTubeAccount = z.infer<typeof account>;
