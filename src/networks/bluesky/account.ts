import { z } from 'zod';
import { address, secret } from '../address.ts';

export const account = z
  .strictObject({
    service: address("The account's server.").default('https://bsky.social'),
    identifier: z
      .string({ error: "is missing; write the account's handle, such as acme.bsky.social" })
      .trim()
      .overwrite((value) => value.replace(/^@/, ''))
      .regex(/^(did:[a-z]+:\S+|[^\s@]+\.[^\s@]+|[^\s@]+@[^\s@]+\.[^\s@]+)$/, {
        error: "must be the account's handle, such as acme.bsky.social, or its DID",
      })
      .describe("The account's handle, DID or e-mail address."),
    password: secret('An app password (Settings, Privacy and security, App passwords).'),
  })
  .describe('A Bluesky account.');

export type BlueskyAccount = z.infer<typeof account>;
