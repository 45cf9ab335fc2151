/** Discord's limits on channels, threads and members. */
import { between, ID, INSTANT, type Limit, type Limits, list, text, WITHOUT_REPEATS } from './words.ts';

const SLOWEST_SECONDS = 21_600;
const DAYS_OF_MESSAGES = 7;
const SECONDS_OF_MESSAGES = 604_800;
const NAME = text(100, 1);
const PERMISSION_BITS: Limit = { pattern: '^[0-9]+$' };

const CHANNEL: Record<string, Limit> = {
  name: NAME,
  topic: text(4096),
  position: between(0),
  bitrate: between(8000),
  user_limit: between(0),
  parent_id: ID,
  rate_limit_per_user: between(0, SLOWEST_SECONDS),
  default_thread_rate_limit_per_user: between(0, SLOWEST_SECONDS),
  permission_overwrites: list(100),
  available_tags: list(20),
};
const TAG: Record<string, Limit> = { name: text(50), emoji_name: text(100) };
const THREAD: Record<string, Limit> = {
  name: NAME,
  rate_limit_per_user: between(0, SLOWEST_SECONDS),
};
const BITS: Record<string, Limit> = { allow: PERMISSION_BITS, deny: PERMISSION_BITS };
const OVERWRITE: Record<string, Limit> = { ...BITS, id: ID };

export const GUILD_LIMITS: Limits = {
  // A thread is made by routes of its own.
  RESTPostAPIGuildChannelJSONBody: { ...CHANNEL, type: { enum: [0, 2, 4, 5, 13, 15, 16, null] } },
  RESTPatchAPIChannelJSONBody: { ...CHANNEL, applied_tags: list(5) },
  RESTPostAPIGuildChannelForumTagJSONBody: TAG,
  RESTPatchAPIChannelForumTagJSONBody: TAG,
  APIGuildForumDefaultReactionEmoji: { emoji_name: text(100) },
  RESTAPIGuildCreateOverwrite: OVERWRITE,
  RESTAPIChannelPatchOverwrite: OVERWRITE,
  RESTPutAPIChannelPermissionJSONBody: BITS,
  RESTPostAPIChannelMessagesThreadsJSONBody: THREAD,
  NewThread: { ...THREAD, applied_tags: list(5) },
  RESTPatchAPIGuildMemberJSONBody: {
    nick: text(32),
    roles: { ...list(350), ...WITHOUT_REPEATS },
    communication_disabled_until: INSTANT,
  },
  RESTPutAPIGuildBanJSONBody: {
    delete_message_days: between(0, DAYS_OF_MESSAGES),
    delete_message_seconds: between(0, SECONDS_OF_MESSAGES),
  },
};
