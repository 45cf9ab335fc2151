/** A discord.js client that keeps next to nothing: no message, member, user or presence stays in memory. */
import type { CacheWithLimitsOptions, Client } from 'discord.js';
import { library } from './library.ts';
import { type DiscordOptions, restOptions } from './options.ts';
import { LONGEST_HELLO, Patience } from './patience.ts';

/** ms */
const LONGEST_WAIT = 15_000;

/** `intents`: bits of what the gateway is asked to tell. */
export async function leanClient(
  options: DiscordOptions,
  intents: number,
  patience = new Patience(LONGEST_HELLO),
): Promise<Client> {
  const discord = await library();
  const { Client, Options } = discord;
  return new Client({
    intents,
    makeCache: Options.cacheWithLimits(NOTHING_KEPT),
    sweepers: {},
    allowedMentions: { parse: [] },
    // A wait that lasts is told to whoever starts the chat, who knows how long it may be.
    rest: {
      ...restOptions(options),
      rejectOnRateLimit: ({ timeToReset, retryAfter }) => Math.max(timeToReset, retryAfter) > LONGEST_WAIT,
    },
    ws: patience.options(discord),
  });
}

/** All that discord.js lets one switch off; servers, channels and roles it needs for itself. */
const NOTHING_KEPT: CacheWithLimitsOptions = {
  ApplicationCommandManager: 0,
  ApplicationEmojiManager: 0,
  AutoModerationRuleManager: 0,
  BaseGuildEmojiManager: 0,
  DMMessageManager: 0,
  EntitlementManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildForumThreadManager: 0,
  GuildInviteManager: 0,
  GuildMemberManager: 0,
  GuildMessageManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  GuildTextThreadManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadManager: 0,
  ThreadMemberManager: 0,
  UserManager: 0,
  VoiceStateManager: 0,
};
