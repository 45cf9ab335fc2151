/** What the listeners of a team want to hear, for what the chats must be told or asked about. */
import { readEnvironment } from '../../config/env.ts';
import { loadSections } from '../../config/team/section.ts';
import { readTeam, readTeamFile, type Team } from '../../config/team.ts';
import { loadListeners } from '../app/definitions.ts';
import type { ChatName } from '../chat/chat.ts';
import { type Needs, needsOf } from '../chat/listener.ts';
import { loadNetworks } from '../networks/load.ts';

/** Without a team file: of one in which nothing is switched on. */
export async function needsIn(chat: ChatName, team?: Team): Promise<Needs> {
  return needsOf(await loadListeners(), team ?? (await newTeam()), chat);
}

/** The team file's team. Throws `ConfigurationFault`, also where there is none. */
export async function currentTeam(source: Record<string, string | undefined> | undefined): Promise<Team> {
  const environment = readEnvironment(source);
  const [networks, sections] = await Promise.all([loadNetworks(), loadSections()]);
  return readTeamFile(environment.teamFile, { networks, sections, environment: environment.source });
}

async function newTeam(): Promise<Team> {
  const sections = await loadSections();
  return readTeam(NEW, { networks: new Map(), sections, environment: {}, fileName: 'a new team' });
}

const NEW = 'name: New\ntime_zone: UTC\nchannels: { review: { slack: C0NEW } }\n';
