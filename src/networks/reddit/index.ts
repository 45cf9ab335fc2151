/**
 * Reddit: posts of an account in communities, as text, as a link, or as a video with its cover.
 *
 * A post bears no key of ours and the same is taken twice, so that after a lost answer the account's own posts are read
 * back. The post's text is Markdown there. One delivery goes to one community.
 */
import type { Network } from '../network.ts';
import { account, type RedditAccount } from './account.ts';
import { RedditConnection } from './connection.ts';
import { consent } from './consent.ts';
import { discovery } from './discovery.ts';
import { fields } from './fields.ts';

export const network: Network<RedditAccount> = {
  name: 'reddit',
  title: 'Reddit',
  contract: { kind: 'read-back' },
  threads: false,
  answers: false,
  fields,
  account,
  consent,
  discovery,
  connect: (settings, outside) => new RedditConnection(settings, outside),
};
