/** Who is behind an identity, and which roles they hold right now. Where that cannot be told, nobody gets in. */
import type { Team, TeamPerson } from '../../../config/team.ts';
import { ChatError, type Identity, type Member } from '../../chat/chat.ts';
import type { Participant } from '../../chat/heard.ts';
import { isTimeZone } from '../../kit/when.ts';
import { isOfTeam, type Person } from '../../people/person.ts';
import { ROLES, type Role } from '../../people/role.ts';
import { zoneOf } from '../../people/time-zone.ts';
import * as people from '../../store/people.ts';
import type { App } from '../app.ts';
import { tellOfUnknownZone } from './unknown-zone.ts';

/**
 * `told`: what the chat said of them with the event itself, where it does. Throws when a chat does not tell the
 * groups: rights fail closed.
 */
export async function recognise(app: App, identity: Identity, told?: Member): Promise<Person> {
  const stored = (await known(app, identity)) ?? (await enrol(app, identity, told));
  const members = await Promise.all(
    Object.entries(stored.identities).map(async ([chat, user]) => {
      const here = chat === identity.chat && user === identity.user;
      return {
        chat,
        user,
        ...(here ? (told ?? (await memberOf(app, chat, user))) : await elsewhere(app, chat, user)),
      };
    }),
  );
  // Whose accounts are all closed holds nothing, also where the team file still lists them.
  const isHere = members.some(({ hasLeft }) => !hasLeft);
  const profile = isHere ? inTeamFile(app.team, stored.identities) : undefined;
  return {
    id: stored.id,
    name: stored.name,
    ...(profile ? { listedAs: profile.name } : {}),
    timeZone: await zoneNow(
      app,
      stored,
      members.toSorted(
        (one, other) => Number(other.chat === identity.chat) - Number(one.chat === identity.chat),
      ),
    ),
    roles: isHere ? rolesOf(app.team, stored.identities, members) : [],
    identities: stored.identities,
  };
}

/** Whether the team file, or a group that gives a role, names this very identity. */
export async function isNamed(app: App, { chat, user }: Identity): Promise<boolean> {
  if (inTeamFile(app.team, { [chat]: user })) return true;
  const { groups } = await memberOf(app, chat, user);
  return ROLES.some((role) => app.team.roles[role]?.[chat]?.some((group) => groups.includes(group)));
}

/** What a chat told of somebody with an event, where it told enough to say which roles they hold. */
export function memberIn({ name, roles }: Participant): Member | undefined {
  return name !== undefined && roles !== undefined ? { name, groups: roles } : undefined;
}

/** What a chat tells now is kept, for when it tells nothing: people move. */
async function zoneNow(app: App, stored: people.StoredPerson, members: Member[]): Promise<string> {
  const chats = members.map((one) => one.timeZone);
  const listed = inTeamFile(app.team, stored.identities)?.timeZone;
  const { zone, unknown } = zoneOf({ listed, told: chats, stored: stored.timeZone, team: app.team.timeZone });
  if (unknown !== undefined) await tellOfUnknownZone(app, stored, unknown);
  const current = chats.find((one) => one !== undefined && isTimeZone(one));
  if (current !== undefined && current !== stored.timeZone)
    await people.keepTimeZone(app.database, stored.id, current);
  return zone;
}

/** By an identity in a chat that this process speaks. Throws `ChatError`. */
export async function recogniseStored(
  app: App,
  { identities }: Pick<people.StoredPerson, 'identities'>,
): Promise<Person | undefined> {
  const all = Object.entries(identities);
  const [chat, user] = all.find(([name]) => app.messengers.has(name)) ?? all[0] ?? [];
  return chat === undefined || user === undefined ? undefined : recognise(app, { chat, user });
}

/** By their number here; undefined where nobody has it any more. Throws `ChatError`. */
export async function recogniseById(app: App, personId: number): Promise<Person | undefined> {
  const stored = await people.findById(app.database, personId);
  return stored && recogniseStored(app, stored);
}

/** Whether they are of the team now, or have left it; `unknown` while a chat cannot tell. */
export async function standingOf(
  app: App,
  stored: people.StoredPerson,
): Promise<'of the team' | 'left' | 'unknown'> {
  let present: Identity | undefined;
  try {
    for (const [chat, user] of Object.entries(stored.identities))
      if (await isThere(app, { chat, user })) present ??= { chat, user };
    return present && isOfTeam(await recognise(app, present)) ? 'of the team' : 'left';
  } catch (error) {
    if (error instanceof ChatError) return 'unknown';
    throw error;
  }
}

/** By their number here. While a chat cannot tell, nobody has. */
export async function hasLeftTeam(app: App, personId: number): Promise<boolean> {
  const stored = await people.findById(app.database, personId);
  return stored !== undefined && (await standingOf(app, stored)) === 'left';
}

async function isThere(app: App, { chat, user }: Identity): Promise<boolean> {
  try {
    return !(await memberOf(app, chat, user)).hasLeft;
  } catch (error) {
    if (error instanceof ChatError && error.reason === 'gone') return false;
    throw error;
  }
}

/** Undefined also when the team file ties them to identities that are not theirs yet. */
async function known(app: App, identity: Identity): Promise<people.StoredPerson | undefined> {
  const stored = await people.findByIdentity(app.database, identity);
  const tied = Object.entries(inTeamFile(app.team, stored?.identities ?? {})?.identities ?? {});
  return tied.every(([chat, user]) => stored?.identities[chat] === user) ? stored : undefined;
}

async function enrol(app: App, identity: Identity, told?: Member): Promise<people.StoredPerson> {
  const member = told ?? (await memberOf(app, identity.chat, identity.user));
  const profile = inTeamFile(app.team, { [identity.chat]: identity.user });
  const identities = profile?.identities ?? { [identity.chat]: identity.user };
  const id = await app.database.transaction(async (transaction) => {
    await people.lockIdentities(transaction, identities);
    const zone = member.timeZone && isTimeZone(member.timeZone) ? { timeZone: member.timeZone } : {};
    const seen = { name: profile?.name ?? member.name, ...zone };
    return people.enrol(transaction, identities, seen, app.subjects.merge);
  });
  const stored = await people.findById(app.database, id);
  if (!stored) throw new Error('The person was not stored.');
  return stored;
}

/** A chat that is switched off tells no groups; it gives no rights and takes none of the other's. */
async function memberOf(app: App, chat: string, user: string): Promise<Member> {
  const messenger = app.messengers.get(chat);
  return messenger ? messenger.member(user) : { name: user, groups: [] };
}

/** The other chat being down must not lock this one: its groups give no rights then, which is less and never more. */
async function elsewhere(app: App, chat: string, user: string): Promise<Member> {
  try {
    return await memberOf(app, chat, user);
  } catch (error) {
    app.log.warn({ err: error, chat }, 'a linked chat does not tell the groups of a person');
    return { name: user, groups: [], hasLeft: true };
  }
}

/** As the team file lists somebody with one of these identities. */
export function inTeamFile(team: Team, identities: Record<string, string>): TeamPerson | undefined {
  return team.people.find((one) =>
    Object.entries(one.identities).some(([chat, user]) => identities[chat] === user),
  );
}

function rolesOf(
  team: Team,
  identities: Record<string, string>,
  members: { chat: string; groups: string[] }[],
): Role[] {
  const named = inTeamFile(team, identities)?.roles ?? [];
  const byGroup = ROLES.filter((role) =>
    members.some(({ chat, groups }) => team.roles[role]?.[chat]?.some((group) => groups.includes(group))),
  );
  return [...new Set([...named, ...byGroup])];
}
