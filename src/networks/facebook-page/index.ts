/**
 * A page on Facebook: text, pictures or a video, the preview of a link, and answers to comments.
 *
 * Pictures are given first, unpublished, so that one call alone shows something. After a lost answer the page's posts are
 * read back; what Facebook calls an error of its own may have published, and counts as lost.
 */
import { graphVersionOf } from '../graph-version.ts';
import type { Network } from '../network.ts';
import { account, type FacebookPageAccount } from './account.ts';
import { FacebookPageConnection } from './connection.ts';
import { consent } from './consent.ts';
import { discovery } from './discovery.ts';

export const network: Network<FacebookPageAccount> = {
  name: 'facebook-page',
  title: 'Facebook',
  contract: { kind: 'read-back', resumes: 'video' },
  threads: false,
  answers: true,
  answered: ['reply'],
  account,
  consent,
  discovery,
  version: graphVersionOf,
  connect: (settings, outside) => new FacebookPageConnection(settings, outside),
};
