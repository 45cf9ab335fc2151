import { z } from 'zod';
import { address, language, secret } from '../address.ts';

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
    languages: z
      .array(language('A language of its posts: da, pt-BR.'))
      .max(3, { error: 'are three at most' })
      .optional()
      .describe('The languages of its posts, where one does not say it itself.'),
    link_cards: z
      .boolean()
      .optional()
      .describe('Whether a link shows a card of its page; it does unless told.'),
    video_service: address('Where its videos are given to be worked on.').default('https://video.bsky.app'),
    password: secret('An app password (Settings, Privacy and security, App passwords).'),
  })
  .describe('A Bluesky account.');

export type BlueskyAccount = z.infer<typeof account>;
