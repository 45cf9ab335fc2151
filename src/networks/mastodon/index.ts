/**
 * Mastodon, or any server that speaks its client API.
 *
 * Limits come from the instance, and so does the retry contract: each post goes out under the delivery's own
 * `Idempotency-Key`, which Mastodon remembers for an hour, and other servers (Pixelfed, Akkoma) not at all, or not surely.
 * Where an instance is not known to keep it (software.ts), and after the hour, the account's own posts are read back.
 * Scopes of the token: read:accounts, read:statuses, write:media, write:statuses; read:notifications where we listen.
 */
import type { Presentation } from '../../posts/presentation.ts';
import type { Network } from '../network.ts';
import { account, type MastodonAccount } from './account.ts';
import { AUDIENCE, addressing } from './answering.ts';
import { MastodonConnection } from './connection.ts';
import { LOOK_FIRST } from './instance.ts';

export const network: Network<MastodonAccount> = {
  name: 'mastodon',
  title: 'Mastodon',
  contract: LOOK_FIRST,
  threads: true,
  answers: true,
  addressing,
  presents: { takes: ['languages', 'warning', 'sensitive', 'audience'], mostLanguages: 1, defaults },
  account,
  server: ({ url }) => new URL(url).host,
  connect: (settings, outside) => new MastodonConnection(settings, outside),
};

function defaults({ visibility, language, warning, sensitive }: MastodonAccount): Presentation {
  return {
    audience: AUDIENCE[visibility],
    ...(language && { languages: [language] }),
    ...(warning && { warning }),
    ...(sensitive && { sensitive }),
  };
}
