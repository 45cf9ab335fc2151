import { z } from 'zod';
import { address, secret } from '../address.ts';

const shared = {
  api_url: address(
    "Another address for Pinterest's API: https://api-sandbox.pinterest.com while the app is in trial.",
  ).default('https://api.pinterest.com'),
  auth_url: address('Another address for where people are asked.').default('https://www.pinterest.com'),
};

/** The operator's app, by which people connect their accounts. */
export const app = z
  .strictObject({
    client_id: secret('The id of your app (developers.pinterest.com, My apps).'),
    client_secret: secret('The secret of your app.'),
    ...shared,
  })
  .describe('By this app people connect Pinterest accounts (/accounts connect).');

export type PinterestApp = z.infer<typeof app>;

export const account = z
  .strictObject({
    client_id: secret(
      'The id of your app (developers.pinterest.com, My apps); a person connects the account then.',
    ).optional(),
    client_secret: secret('The secret of your app.').optional(),
    access_token: secret('Instead of an app: a token with the right to write Pins.').optional(),
    board: z
      .union([z.string(), z.number()], { error: "must be the board's number, such as 549755885175" })
      .transform((value) => String(value).trim())
      .refine((value) => /^\d{1,30}$/.test(value), {
        error: "must be the board's number, such as 549755885175",
      })
      .optional()
      .describe('The number of the board that Pins go to where a post names none; a post may name another.'),
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
  .describe('A Pinterest account.');

export type PinterestAccount = z.infer<typeof account>;
