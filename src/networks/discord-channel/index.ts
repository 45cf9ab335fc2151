/**
 * A Discord channel, posted to as a bot.
 *
 * The delivery's key is the message's `nonce`, which Discord enforces for "the past few minutes"; two are relied on.
 * After that the channel is read back. The text is Discord's own Markdown, as people who write for Discord expect; it
 * pings nobody unless the account allows it. Permissions: View Channel, Send Messages, Attach Files, Embed Links, Read
 * Message History. Without the message content intent, a bot still reads its own messages.
 */
import type { Network } from '../network.ts';
import { account, type DiscordChannelAccount } from './account.ts';
import { DiscordChannelConnection } from './connection.ts';

export const network: Network<DiscordChannelAccount> = {
  name: 'discord-channel',
  title: 'Discord channel',
  contract: { kind: 'native-key', remembers: 2 * 60 * 1000 },
  threads: true,
  answers: true,
  account,
  connect: (settings, outside) => new DiscordChannelConnection(settings, outside),
};
