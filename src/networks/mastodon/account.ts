import { z } from 'zod';
import { address, language, secret } from '../address.ts';

export const account = z
  .strictObject({
    url: address("The instance's address, such as https://mastodon.social."),
    access_token: secret(
      'From the instance (Preferences, Development), with read:accounts, read:statuses, write:media, write:statuses.',
    ),
    visibility: z
      .enum(['public', 'unlisted', 'private'], { error: 'must be public, unlisted or private' })
      .default('public')
      .describe('Who sees the posts, where one does not say it itself.'),
    language: language('The language of its posts, where one does not say it itself: da, pt-BR.').optional(),
    warning: z.string().trim().max(500).optional().describe('A content warning before each of its posts.'),
    sensitive: z.boolean().optional().describe('Whether its pictures are marked as sensitive.'),
  })
  .describe('A Mastodon account.');

export type MastodonAccount = z.infer<typeof account>;
