/** The people of a party, as far as they can be found: by name from the team file, by role among all who are known. */
import { ChatError, type Identity } from '../../chat/chat.ts';
import { includes, type Party } from '../../people/party.ts';
import type { Person } from '../../people/person.ts';
import * as people from '../../store/people.ts';
import type { App } from '../app.ts';
import { recogniseStored } from './recognition.ts';

/** Throws `ChatError` when a chat cannot be asked now: nobody is left out because of that. */
export async function gather(app: App, party: Party): Promise<Person[]> {
  const candidates = party.roles.length > 0 ? await everybody(app, party) : namedIn(app, party);
  const found = new Map<number, Person>();
  for (const identities of candidates) {
    const person = await recognisedOrGone(app, identities);
    if (person && includes(party, person)) found.set(person.id, person);
  }
  const all = [...found.values()];
  // An admin may do what the role may, but is meant only where nobody else is.
  const meant = all.filter((person) => isMeant(party, person));
  return meant.length > 0 ? meant : all;
}

function isMeant({ roles, names }: Party, person: Person): boolean {
  return names.includes(person.listedAs ?? '') || roles.some((role) => person.roles.includes(role));
}

type Identities = Record<string, string>;

function namedIn({ team }: App, { names }: Party): Identities[] {
  return team.people.filter((one) => names.includes(one.name)).map((one) => one.identities);
}

/** The team file's, those who were met, and the members of groups where a chat tells them. Each once. */
async function everybody(app: App, party: Party): Promise<Identities[]> {
  const met = await people.all(app.database, MOST);
  const known = [...app.team.people, ...met].map((one) => one.identities);
  const seen = new Set(known.flatMap((identities) => Object.entries(identities).map(String)));
  const members = await membersOf(app, party, known);
  const others = members.filter(({ chat, user }) => !seen.has(String([chat, user])));
  return [...known, ...others.map(({ chat, user }) => ({ [chat]: user }))];
}

async function membersOf(
  { team, messengers }: App,
  { roles }: Party,
  met: Identities[],
): Promise<Identity[]> {
  const asked = [...messengers.values()].map(async (messenger) => {
    const groups = roles.flatMap((role) => team.roles[role]?.[messenger.chat] ?? []);
    const known = met.flatMap((identities) => identities[messenger.chat] ?? []);
    const users = groups.length > 0 ? await messenger.peopleIn(groups, known) : [];
    return users.map((user) => ({ chat: messenger.chat, user }));
  });
  return (await Promise.all(asked)).flat();
}

/** Who has left a chat holds no role any more. */
async function recognisedOrGone(app: App, identities: Identities): Promise<Person | undefined> {
  try {
    return await recogniseStored(app, { identities });
  } catch (error) {
    if (error instanceof ChatError && (error.reason === 'gone' || error.reason === 'refused'))
      return undefined;
    throw error;
  }
}

const MOST = 500;
