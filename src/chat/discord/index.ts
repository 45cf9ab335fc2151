/**
 * Discord. `createDiscordMessenger` speaks over REST alone (bot and worker); `createDiscordChat` hears over the
 * gateway as well (bot), and is what loads discord.js.
 */
import type { Chat, Messenger } from '../chat.ts';
import type { Dispatcher } from '../dispatch.ts';
import { type HeardHandler, NOBODY_LISTENS } from '../listeners.ts';
import type { Moderator } from '../moderating.ts';
import { DiscordChat } from './gateway.ts';
import { Guild } from './guild.ts';
import { library } from './library.ts';
import { DiscordMessenger } from './messenger.ts';
import { DiscordModerator } from './moderate/moderator.ts';
import { createRest, type DiscordOptions } from './options.ts';

export { intentsFor, privilegedIntents } from './hear/intents.ts';
export type { DiscordOptions, Media } from './options.ts';
export { registrationOf } from './registration.ts';

/** Loads discord.js ahead of its use. */
export async function warmUp(): Promise<void> {
  await library();
}

export function createDiscordMessenger(options: DiscordOptions): Messenger {
  return createDiscordSpeakers(options).messenger;
}

/** Both share what they know of Discord's limits. */
export function createDiscordSpeakers(options: DiscordOptions): {
  messenger: Messenger;
  moderator: Moderator;
} {
  const rest = createRest(options);
  const guild = new Guild(rest, options.guild);
  return {
    messenger: new DiscordMessenger(rest, guild, options),
    moderator: new DiscordModerator(rest, guild, options.clock),
  };
}

export function createDiscordChat<App>(
  options: DiscordOptions,
  dispatcher: Dispatcher<App>,
  handler: HeardHandler = NOBODY_LISTENS,
): Chat {
  return new DiscordChat(options, dispatcher, handler, createDiscordMessenger(options));
}
