/** Parts of what a person sees of Discord. */
import type { DiscordSnapshot } from '../api.ts';

export type DiscordChannel = DiscordSnapshot['channels'][number];
export type DiscordMessage = DiscordChannel['messages'][number];
export type KnownCommand = DiscordChannel['commands'][number];
