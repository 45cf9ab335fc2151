/**
 * Webhook: any system of one's own. Every request is a signed POST of JSON to the account's address; docs/webhooks.md is
 * the protocol. A delete is a POST as well, since the address may carry a query and is in any case not ours to take apart.
 */
import type { Network } from '../network.ts';
import { account, type WebhookAccount } from './account.ts';
import { WebhookConnection } from './connection.ts';

export const network: Network<WebhookAccount> = {
  name: 'webhook',
  title: 'Webhook',
  contract: { kind: 'native-key', remembers: 24 * 60 * 60 * 1000 },
  threads: true,
  answers: true,
  presents: { takes: ['languages', 'warning', 'sensitive', 'audience'], defaults: () => ({}) },
  account,
  connect: (settings, outside) => new WebhookConnection(settings, outside),
};
