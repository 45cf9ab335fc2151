/**
 * A Slack channel, posted to as an app's bot.
 *
 * Slack has no key against doubles. The message's metadata carries the delivery's key, and the channel is read back for
 * it before anything is sent a second time. A text goes out as it was approved: in a rich text block nothing turns into
 * markup, an emoji or a ping by accident, and links can be pressed. Pictures stand in the same message: they are uploaded
 * without being shared, then shown by image blocks, since a message made of a file cannot carry metadata.
 * Scopes: chat:write, files:write, channels:history and channels:read (groups:history and groups:read for a private
 * channel).
 */
import type { Network } from '../network.ts';
import { account, type SlackChannelAccount } from './account.ts';
import { SlackChannelConnection } from './connection.ts';

export const network: Network<SlackChannelAccount> = {
  name: 'slack-channel',
  title: 'Slack channel',
  contract: { kind: 'read-back' },
  threads: true,
  answers: true,
  account,
  connect: (settings, outside) => new SlackChannelConnection(settings, outside),
};
