/** What the chats are told about our commands, made from the files in commands/. */
import { loadCommands } from '../app/definitions.ts';
import { sorted } from '../chat/command.ts';
import { registrationOf } from '../chat/discord/registration.ts';
import { EVENTS_PATH } from '../chat/slack/index.ts';
import { slackManifest } from '../chat/slack/manifest.ts';

/** `url`: the public address, for signed requests; without it Socket Mode. */
export async function manifestOfSlack(url?: string, name?: string) {
  const { commands, groups } = sorted(await loadCommands());
  const requestUrl = url === undefined ? undefined : new URL(EVENTS_PATH, url).href;
  return slackManifest({ commands, groups, requestUrl, name });
}

export async function manifestOfDiscord() {
  const { commands, groups } = sorted(await loadCommands());
  return registrationOf(commands, groups);
}
