/**
 * LinkedIn: a page, or a person's own profile.
 *
 * A page's posts are read back after a lost answer. What a person wrote no app may read, so a person is asked. LinkedIn
 * itself takes no text twice within a day or so; such a refusal names the post that is there, which is read, never taken
 * on trust. A thread is none there, and comments are not answered here.
 */
import type { Presentation } from '../../posts/presentation.ts';
import type { Network } from '../network.ts';
import { account, type LinkedInAccount } from './account.ts';
import { LinkedInConnection } from './connection.ts';
import { consent } from './consent.ts';
import { discovery } from './discovery.ts';
import { versionOf } from './version.ts';

export const network: Network<LinkedInAccount> = {
  name: 'linkedin',
  title: 'LinkedIn',
  contract: { kind: 'none' },
  threads: false,
  answers: false,
  presents: { takes: ['cards'], defaults },
  account,
  consent,
  discovery,
  version: versionOf,
  connect: (settings, outside) => new LinkedInConnection(settings, outside),
};

function defaults({ link_cards }: LinkedInAccount): Presentation {
  return link_cards ? {} : { cards: [] };
}
