/**
 * Discord. `createDiscordMessenger` speaks over REST alone (bot and worker); `createDiscordChat` hears over the
 * gateway as well (bot), and is what loads discord.js.
 */
import type { Chat, Messenger } from '../chat.ts';
import type { Dispatcher } from '../dispatch.ts';
import { type HeardHandler, NOBODY_LISTENS } from '../listeners.ts';
import { DiscordChat } from './gateway.ts';
import { DiscordMessenger } from './messenger.ts';
import { createRest, type DiscordOptions } from './options.ts';

export { intentsFor, privilegedIntents } from './hear/intents.ts';
export type { DiscordOptions, Media } from './options.ts';
export { registrationOf } from './registration.ts';

/** Loads discord.js ahead of its use. */
export async function warmUp(): Promise<void> {
  await import('discord.js');
}

export function createDiscordMessenger(options: DiscordOptions): Messenger {
  return new DiscordMessenger(createRest(options), options);
}

export function createDiscordChat<App>(
  options: DiscordOptions,
  dispatcher: Dispatcher<App>,
  handler: HeardHandler = NOBODY_LISTENS,
): Chat {
  return new DiscordChat(options, dispatcher, handler);
}
