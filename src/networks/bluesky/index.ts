/**
 * Bluesky, or any AT Protocol server (PDS).
 *
 * A post is a record under a key that we choose: the key and `createdAt` are fixed in the intent, so putting the
 * record once more changes nothing. Links, mentions and tags become facets. Sessions are kept between processes, as
 * the network allows few sign-ins (30 in 5 minutes, 300 a day).
 */
import type { Presentation } from '../../posts/presentation.ts';
import type { Network } from '../network.ts';
import { account, type BlueskyAccount } from './account.ts';
import { BlueskyConnection } from './connection.ts';
import { MOST_LANGUAGES } from './limits.ts';

export const network: Network<BlueskyAccount> = {
  name: 'bluesky',
  title: 'Bluesky',
  contract: { kind: 'deterministic-id' },
  threads: true,
  answers: true,
  presents: { takes: ['languages', 'cards'], mostLanguages: MOST_LANGUAGES, defaults },
  account,
  connect: (settings, outside) => new BlueskyConnection(settings, outside),
};

function defaults({ languages, link_cards }: BlueskyAccount): Presentation {
  return { ...(languages?.length && { languages }), ...(link_cards === false && { cards: [] }) };
}
