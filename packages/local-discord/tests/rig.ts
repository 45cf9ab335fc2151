/** A town for each test of a file, with a client that is logged in. */
import { type Client, Events, type Interaction, type TextChannel } from 'discord.js';
import { afterEach, beforeEach } from 'vitest';
import { openTown, SOCIAL, type Town } from './town.ts';

export let town: Town;
export let client: Client<true>;
/** The one that everybody sees. */
export let channel: TextChannel;

/** To be called where hooks may be. */
export function useTown(): void {
  beforeEach(async () => {
    town = await openTown();
    client = await town.login();
    channel = (await client.channels.fetch(SOCIAL)) as TextChannel;
  });
  afterEach(() => town.close());
}

export function onInteraction(run: (interaction: Interaction) => Promise<unknown> | undefined): void {
  client.on(Events.InteractionCreate, (interaction) => void run(interaction));
}

/** One red pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);
