import { z } from 'zod';
import { address } from '../address.ts';
import { accountShape, appShape, checkCredentials } from '../credentials.ts';

const words = {
  id: 'The id of your app (developers.pinterest.com, My apps)',
  secret: 'The secret of your app',
  token: 'Instead of an app: a token with the right to write Pins.',
};

const shared = {
  api_url: address(
    "Another address for Pinterest's API: https://api-sandbox.pinterest.com while the app is in trial.",
  ).default('https://api.pinterest.com'),
  auth_url: address('Another address for where people are asked.').default('https://www.pinterest.com'),
};

/** The operator's app, by which people connect their accounts. */
export const app = z
  .strictObject({
    ...appShape(words),
    ...shared,
  })
  .describe('By this app people connect Pinterest accounts (/accounts connect).');

export type PinterestApp = z.infer<typeof app>;

export const account = z
  .strictObject({
    ...accountShape(words),
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
  .superRefine(checkCredentials)
  .describe('A Pinterest account.');

export type PinterestAccount = z.infer<typeof account>;
