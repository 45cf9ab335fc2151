/**
 * X (API v2), by a person's grant.
 *
 * A request carries no key. X takes no text twice, but its refusal names no post, so the account's own posts are read back:
 * by text, pictures, what is answered and time, never the newest. X charges for each post, and much more where it carries a
 * link; prices stand on the card before the approval, and a target may have a cap for a month. Posts are not edited there:
 * an edit would be a new post, for paying accounts alone.
 */
import type { Network } from '../network.ts';
import { account, type XAccount } from './account.ts';
import { XConnection } from './connection.ts';
import { consent } from './consent.ts';
import { discovery } from './discovery.ts';

export const network: Network<XAccount> = {
  name: 'x',
  title: 'X',
  contract: { kind: 'read-back' },
  threads: true,
  answers: true,
  account,
  consent,
  discovery,
  connect: (settings, outside) => new XConnection(settings, outside),
};
