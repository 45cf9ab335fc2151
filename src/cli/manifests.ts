/** What the chats are told about our commands, made from the files in commands/. */
import { registrationOf } from '../chat/discord/registration.ts';
import { EVENTS_PATH } from '../chat/slack/index.ts';
import { slackManifest } from '../chat/slack/manifest.ts';
import { loadDefinitions } from './definitions.ts';

/** `url`: the public address, for signed requests; without it Socket Mode. */
export async function manifestOfSlack(url?: string, name?: string) {
  const { commands, groups } = await loadDefinitions();
  const requestUrl = url === undefined ? undefined : new URL(EVENTS_PATH, url).href;
  return slackManifest({ commands, groups, requestUrl, name });
}

export async function manifestOfDiscord() {
  const { commands, groups } = await loadDefinitions();
  return registrationOf(commands, groups);
}
