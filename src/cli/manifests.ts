/** What the chats are told about our commands and listeners, made from the files in commands/ and listeners/. */
import type { Team } from '../../config/team.ts';
import { loadCommands } from '../app/definitions.ts';
import { sorted } from '../chat/command.ts';
import { registrationOf } from '../chat/discord/registration.ts';
import { EVENTS_PATH } from '../chat/slack/index.ts';
import { slackManifest } from '../chat/slack/manifest.ts';
import { needsIn } from './needs.ts';

export interface SlackManifestOptions {
  /** The public address, for signed requests; without it Socket Mode. */
  url?: string;
  name?: string;
  /** What it switches on is asked for; what every team needs, without one. */
  team?: Team;
}

export async function manifestOfSlack({ url, name, team }: SlackManifestOptions) {
  const { commands, groups, menus } = sorted(await loadCommands());
  const requestUrl = url === undefined ? undefined : new URL(EVENTS_PATH, url).href;
  return slackManifest({ commands, groups, menus, needs: await needsIn('slack', team), requestUrl, name });
}

export async function manifestOfDiscord() {
  const { commands, groups, menus } = sorted(await loadCommands());
  return registrationOf(commands, groups, menus);
}
