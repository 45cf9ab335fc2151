/**
 * Mastodon, or any server that speaks its client API.
 *
 * Limits come from the instance. Each post goes out under the delivery's own `Idempotency-Key`, which Mastodon remembers
 * for an hour. It notes the key only when the post is made, so a try that follows a timeout at once could overtake the
 * first: after a lost answer a minute is waited (`notedWithin`). After the hour, the account's own posts are read back.
 * Scopes of the token: read:accounts, read:statuses, write:media, write:statuses.
 */
import type { Network } from '../network.ts';
import { account, type MastodonAccount } from './account.ts';
import { MastodonConnection } from './connection.ts';

export const network: Network<MastodonAccount> = {
  name: 'mastodon',
  title: 'Mastodon',
  contract: { kind: 'native-key', remembers: 60 * 60 * 1000, notedWithin: 60_000 },
  threads: true,
  account,
  connect: (settings, outside) => new MastodonConnection(settings, outside),
};
