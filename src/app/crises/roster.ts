/**
 * Who and what of the policy can be reached now. The chats are asked before anything is locked, and never for long: one
 * that does not answer makes nobody unreachable.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { section as crisisSection } from '../../../config/team/sections/crisis.ts';
import type { Team, TeamPerson } from '../../../config/team.ts';
import { ChatError, type Identity } from '../../chat/chat.ts';
import type { Roster } from '../../crisis/escalation.ts';
import { ROLES, type Role } from '../../people/role.ts';
import * as people from '../../store/people.ts';
import type { App } from '../app.ts';
import { gather } from '../people/members.ts';

export interface Reachable extends Roster {
  /** By the names that the roster gives. */
  known: ReadonlyMap<string, Contact>;
  /** Told when a climb is exhausted, or names somebody in vain. */
  admins: Contact[];
}

export interface Contact {
  name: string;
  /** One of theirs: by it they are found when they are pinged, since people may have become one meanwhile. */
  identity: Identity;
}

/** Kept for a minute; a chat that hangs, or is down, is answered for by what was known before, or by the team file. */
export async function reachable(app: App): Promise<Reachable> {
  const known = kept.get(app);
  const isNew = known?.team === app.team && Math.abs(app.clock.now() - known.at) < KEPT_FOR;
  if (known && isNew) return known.answer;
  // Many who ask at once are one question.
  const answer = askInTime(app, known?.team === app.team ? known.answer : undefined);
  const entry = { team: app.team, at: app.clock.now(), answer };
  kept.set(app, entry);
  answer.catch(() => {
    if (kept.get(app) === entry) kept.delete(app);
  });
  return answer;
}

const kept = new WeakMap<App, { team: Team; at: number; answer: Promise<Reachable> }>();

async function askInTime(app: App, before: Promise<Reachable> | undefined): Promise<Reachable> {
  const asked = ask(app);
  asked.catch(() => {});
  const told = await Promise.race([asked, pause(PATIENCE, undefined, { ref: false })]).catch((error) => {
    app.log.warn({ err: error }, 'who can be pinged was not told; the team file is taken at its word');
    return undefined;
  });
  return told ?? (await before?.catch(() => undefined)) ?? asListed(app);
}

async function ask(app: App): Promise<Reachable> {
  const { team } = app;
  const present = await Promise.all(team.people.map(async (one) => ((await isThere(app, one)) ? [one] : [])));
  const listed = present.flat();
  const roles = rolesIn(app);
  const byRole = await Promise.all(
    roles.map(async (role) => [role, await peopleWith(app, role, listed)] as const),
  );
  return assemble(app, listed, Object.fromEntries(byRole));
}

/** Nobody is asked: everybody whom the team file lists, and the roles that it gives them there. */
async function asListed(app: App): Promise<Reachable> {
  const listed = app.team.people.filter((one) => chatsOf(app, one).length > 0);
  const byRole = await Promise.all(
    rolesIn(app).map(async (role) => [role, await listedWith(app, role, listed)] as const),
  );
  return assemble(app, listed, Object.fromEntries(byRole));
}

async function assemble(
  app: App,
  listed: TeamPerson[],
  byRole: Partial<Record<Role, Map<string, Contact>>>,
): Promise<Reachable> {
  const known = new Map<string, Contact>();
  for (const one of listed) known.set(one.name, await contactOf(app, one));
  for (const held of Object.values(byRole)) for (const [name, one] of held) known.set(name, one);
  const roles = Object.entries(byRole).map(([role, held]) => [role, [...held.keys()]] as const);
  return {
    known,
    people: listed.map(({ name }) => name),
    channels: channelsIn(app),
    webhooks: Object.keys(crisisSection.of(app.team).webhooks),
    roles: Object.fromEntries(roles),
    admins: [...(byRole.admin?.values() ?? [])],
  };
}

/** Those that the policy names, and the admins. */
function rolesIn({ team }: App): Role[] {
  const targets = crisisSection.of(team).policy.levels.flatMap((level) => level.targets);
  return ROLES.filter(
    (role) => role === 'admin' || targets.some((one) => one.kind === 'role' && one.name === role),
  );
}

async function isThere(app: App, one: TeamPerson): Promise<boolean> {
  const left = await Promise.all(chatsOf(app, one).map(([chat, user]) => hasLeft(app, chat, user)));
  return left.some((gone) => !gone);
}

function chatsOf({ messengers }: App, { identities }: TeamPerson): [string, string][] {
  return Object.entries(identities).filter(([chat]) => messengers.has(chat));
}

/** Only a chat's own word counts: one that is down says nothing of anybody. */
async function hasLeft({ messengers }: App, chat: string, user: string): Promise<boolean> {
  try {
    return (await messengers.get(chat)?.member(user))?.hasLeft === true;
  } catch (error) {
    return error instanceof ChatError && error.reason === 'gone';
  }
}

async function peopleWith(app: App, role: Role, listed: TeamPerson[]): Promise<Map<string, Contact>> {
  const found = await listedWith(app, role, listed);
  const gathered = await gather(app, { roles: [role], names: [] }).catch((error) => {
    app.log.warn({ err: error, role }, 'a chat does not tell who holds a role; the team file counts');
    return [];
  });
  for (const { id, name, listedAs, identities } of gathered) {
    // Who has left is not called back by a role that the team file still gives.
    if (listedAs !== undefined && !listed.some((one) => one.name === listedAs)) continue;
    found.set(listedAs ?? `#${id}`, { name, identity: firstOf(identities) });
  }
  return found;
}

async function listedWith(app: App, role: Role, listed: TeamPerson[]): Promise<Map<string, Contact>> {
  const held = listed.filter(({ roles }) => roles.includes(role));
  return new Map(await Promise.all(held.map(async (one) => [one.name, await contactOf(app, one)] as const)));
}

/** Also of somebody who never spoke with the bot. */
async function contactOf({ database, subjects }: App, { name, identities }: TeamPerson): Promise<Contact> {
  const known = await people.findByIdentity(database, firstOf(identities));
  const isTied = Object.entries(identities).every(([chat, user]) => known?.identities[chat] === user);
  const contact = { name, identity: firstOf(identities) };
  if (known && isTied) return contact;
  await database.transaction(async (transaction) => {
    await people.lockIdentities(transaction, identities);
    return people.enrol(transaction, identities, { name }, subjects.merge);
  });
  return contact;
}

function firstOf(identities: TeamPerson['identities']): Identity {
  const [[chat, user] = ['', '']] = Object.entries(identities);
  return { chat, user };
}

/** Also one that took nothing last time: only a ping finds out whether it does again. */
function channelsIn({ messengers, team }: App): string[] {
  return Object.entries(team.channels).flatMap(([name, here]) =>
    Object.keys(here).some((chat) => messengers.has(chat)) ? [name] : [],
  );
}

/** ms */
const KEPT_FOR = 60_000;
const PATIENCE = 3_000;
