/**
 * A Telegram channel or group, posted to as a bot over the Bot API.
 *
 * A chat cannot be read back, and a request carries no key, so after a lost answer nobody but a person can know; what was
 * never sent (no connection) is sent again. The text goes out letter by letter, and Telegram finds links, mentions and
 * tags in it. In a channel the bot must be an administrator who may post messages. Telegram keeps no alt texts, tells no
 * views, and shows bots nothing that was written before: there is no source and there are no numbers.
 */
import type { Network } from '../network.ts';
import { account, type TelegramAccount } from './account.ts';
import { TelegramConnection } from './connection.ts';

export const network: Network<TelegramAccount> = {
  name: 'telegram',
  title: 'Telegram',
  contract: { kind: 'none' },
  threads: true,
  answers: true,
  presents: { takes: ['sensitive'], defaults: () => ({}) },
  account,
  connect: (settings, outside) => new TelegramConnection(settings, outside),
};
