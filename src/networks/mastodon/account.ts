import { z } from 'zod';
import { address, secret } from '../address.ts';

export const account = z
  .strictObject({
    url: address("The instance's address, such as https://mastodon.social."),
    access_token: secret(
      'From the instance (Preferences, Development), with read:accounts, read:statuses, write:media, write:statuses.',
    ),
    visibility: z
      .enum(['public', 'unlisted', 'private'], { error: 'must be public, unlisted or private' })
      .default('public')
      .describe('Who sees the posts.'),
  })
  .describe('A Mastodon account.');

export type MastodonAccount = z.infer<typeof account>;
