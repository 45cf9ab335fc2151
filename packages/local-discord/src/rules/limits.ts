/**
 * Lays Discord's limits over what the types of its requests say, which know neither lengths nor counts. They are
 * written from Discord's documentation, by the types' names.
 */
import { COMMAND_LIMITS } from './limits/commands.ts';
import { COMPONENT_LIMITS } from './limits/components.ts';
import { GUILD_LIMITS } from './limits/guild.ts';
import { MESSAGE_LIMITS } from './limits/messages.ts';
import { QUERY_LIMITS } from './limits/queries.ts';
import type { Limit, Limits } from './limits/words.ts';

export const TYPE_LIMITS: Limits = {
  ...MESSAGE_LIMITS,
  ...COMPONENT_LIMITS,
  ...COMMAND_LIMITS,
  ...GUILD_LIMITS,
};

export { QUERY_LIMITS };

/** By type: what must be there though the type lets it be left out. */
export const REQUIRED: Record<string, string[]> = {
  RESTAPIMessageReference: ['message_id'],
  APIMessageComponentEmoji: ['name'],
};

const MOST_COMMANDS = 130;

/** By route: on a body that is a list. */
export const LIST_LIMITS: Record<string, Limit> = {
  'PUT /applications/{application_id}/commands': { maxItems: MOST_COMMANDS },
  'PUT /applications/{application_id}/guilds/{guild_id}/commands': { maxItems: MOST_COMMANDS },
};
