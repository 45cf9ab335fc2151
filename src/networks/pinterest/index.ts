/**
 * Pinterest: Pins on the boards of an account.
 *
 * A Pin bears no key of ours and the same is taken twice, so that after a lost answer its board is read back. In a Pin the
 * post's text is the description; the title, the board and the link are fields. Threads and answers there are none.
 */
import type { Network } from '../network.ts';
import { account, type PinterestAccount } from './account.ts';
import { PinterestConnection } from './connection.ts';
import { consent } from './consent.ts';
import { discovery } from './discovery.ts';
import { fields } from './fields.ts';

export const network: Network<PinterestAccount> = {
  name: 'pinterest',
  title: 'Pinterest',
  contract: { kind: 'read-back' },
  threads: false,
  answers: false,
  fields,
  account,
  consent,
  discovery,
  connect: (settings, outside) => new PinterestConnection(settings, outside),
};
