/**
 * Ties a person's identities in two chats. A code asked for in one chat and typed in the other only says who may be one:
 * both sides are shown who the other is and must agree, and where the team file and its groups do not name both, an admin
 * must as well. Whoever is talked into typing a code, or into giving theirs away, has given nothing yet.
 */
import { createHash, randomInt } from 'node:crypto';
import { ChatError, type Identity } from '../../chat/chat.ts';
import { subjectOf } from '../../kit/subject.ts';
import type { Actor } from '../../people/actor.ts';
import { holds, type Role } from '../../people/role.ts';
import * as audit from '../../store/audit.ts';
import type { Transaction } from '../../store/database.ts';
import * as links from '../../store/links.ts';
import * as outbox from '../../store/outbox.ts';
import * as people from '../../store/people.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { wakeForOutbox } from '../waking.ts';
import {
  adminOnly,
  alreadyLinked,
  linkOver,
  notYours,
  sameChat,
  unknownCode,
  usedCode,
} from './link-refusals.ts';
import { placesFor, tellAdmins } from './link-telling.ts';
import { isNamed, recognise } from './recognition.ts';

/** A new code for this person; an earlier one is void. Good for ten minutes, once, in another chat. */
export async function offerLink(app: App, { person, chat }: Actor): Promise<string> {
  const code = newCode();
  const expiresAt = new Date(app.clock.now() + CODE_LIFETIME);
  await people.keepLinkCode(app.database, { codeHash: hashOf(code), personId: person.id, chat, expiresAt });
  return code;
}

/** What waits for a decision of this person. */
export async function openLink(app: App, actor: Actor): Promise<links.StoredLink | undefined> {
  return links.openOf(app.database, identityOf(actor), new Date(app.clock.now()));
}

/** Uses the code up, and asks both sides. Throws a `Refusal`. */
export async function takeLink(app: App, actor: Actor, code: string): Promise<links.StoredLink> {
  const { person, chat } = actor;
  const codeHash = hashOf(code);
  const now = app.clock.now();
  const link = await app.database.transaction(async (transaction) => {
    const taken = await people.takeLinkCode(transaction, codeHash, new Date(now));
    if (!taken) throw (await links.isTaken(transaction, codeHash)) ? usedCode() : unknownCode();
    const other = await people.findById(transaction, taken.personId);
    const askerUser = other?.identities[taken.chat];
    if (!other || askerUser === undefined || taken.chat === chat) throw sameChat(chat);
    const clash = Object.keys(other.identities).find((name) => person.identities[name] !== undefined);
    if (clash && other.id !== person.id) throw alreadyLinked(clash);
    const made = await links.insert(transaction, {
      codeHash,
      ...{ askerChat: taken.chat, askerUser, askerName: other.name },
      ...{ takerChat: chat, takerUser: identityOf(actor).user, takerName: person.name },
      until: new Date(now + ANSWER_WITHIN),
    });
    await note(app, transaction, actor, 'people.link.asked', made);
    return made;
  });
  return showBoth(app, link);
}

/** The side that presses agrees. Throws a `Refusal`. */
export async function agreeToLink(app: App, actor: Actor, id: number): Promise<links.StoredLink> {
  const found = await links.find(app.database, id);
  const needsAdmin = found !== undefined && !(await areNamed(app, found));
  const link = await app.database.transaction(async (transaction) => {
    const before = await openForUpdate(app, transaction, id, ['open']);
    const side = sideOf(before, identityOf(actor));
    if (!side) throw notYours();
    const after = { ...before, [side]: true };
    if (!after.askerAgreed || !after.takerAgreed) return save(transaction, after, {});
    if (!needsAdmin) return tie(app, transaction, actor, after);
    const until = new Date(app.clock.now() + ADMIN_WITHIN);
    return save(transaction, after, { state: 'admin', until });
  });
  if (link.state === 'admin' || link.state === 'linked') await tellAdmins(app, link);
  await wakeForOutbox(app);
  return link;
}

/** An admin who is neither of the two agrees. Throws a `Refusal`. */
export async function agreeAsAdmin(app: App, actor: Actor, id: number): Promise<links.StoredLink> {
  const link = await app.database.transaction(async (transaction) => {
    const before = await openForUpdate(app, transaction, id, ['admin']);
    if (!holds(actor.person.roles, 'admin') || isOfIt(before, actor.person.identities)) throw adminOnly();
    return tie(app, transaction, actor, before);
  });
  await wakeForOutbox(app);
  return link;
}

/** Either side, or an admin, says no. Throws a `Refusal`. */
export async function refuseLink(app: App, actor: Actor, id: number): Promise<links.StoredLink> {
  const link = await app.database.transaction(async (transaction) => {
    const before = await openForUpdate(app, transaction, id, ['open', 'admin']);
    const { roles, identities } = actor.person;
    if (!holds(roles, 'admin') && !isOfIt(before, identities)) throw notYours();
    await note(app, transaction, actor, 'people.link.refused', before);
    return save(transaction, before, { state: 'refused' });
  });
  await wakeForOutbox(app);
  return link;
}

export function identityOf({ person, chat }: Actor): Identity {
  return { chat, user: person.identities[chat] ?? '' };
}

async function tie(
  app: App,
  transaction: Transaction,
  actor: Actor,
  link: links.StoredLink,
): Promise<links.StoredLink> {
  const asker = await people.findByIdentity(transaction, { chat: link.askerChat, user: link.askerUser });
  const taker = await people.findByIdentity(transaction, { chat: link.takerChat, user: link.takerUser });
  if (!asker || !taker) throw linkOver();
  // One of the two may have become somebody else's meanwhile.
  const clash = Object.keys(asker.identities).find((chat) => taker.identities[chat] !== undefined);
  if (clash && asker.id !== taker.id) throw alreadyLinked(clash);
  await people.merge(transaction, taker.id, asker.id, app.subjects.merge);
  await note(app, transaction, actor, 'people.linked', link);
  return save(transaction, link, { state: 'linked' });
}

async function save(
  transaction: Transaction,
  link: links.StoredLink,
  change: Partial<links.StoredLink>,
): Promise<links.StoredLink> {
  const after = { ...link, ...change };
  const { askerAgreed, takerAgreed, state, until } = after;
  await links.update(transaction, link.id, { askerAgreed, takerAgreed, state, until });
  await outbox.markChanged(transaction, subjectOf('link', link.id));
  return after;
}

async function openForUpdate(
  app: App,
  transaction: Transaction,
  id: number,
  states: links.LinkState[],
): Promise<links.StoredLink> {
  const found = await links.findForUpdate(transaction, id);
  if (!found || !states.includes(found.state) || found.until.getTime() <= app.clock.now()) throw linkOver();
  return found;
}

function sideOf(link: links.StoredLink, { chat, user }: Identity): 'askerAgreed' | 'takerAgreed' | undefined {
  if (link.askerChat === chat && link.askerUser === user) return 'askerAgreed';
  return link.takerChat === chat && link.takerUser === user ? 'takerAgreed' : undefined;
}

function isOfIt(link: links.StoredLink, identities: Record<string, string>): boolean {
  return Object.entries(identities).some(([chat, user]) => sideOf(link, { chat, user }) !== undefined);
}

/** What the two would share, by what each holds now. Who cannot be asked about adds nothing. */
export async function sharedRoles(app: App, link: links.StoredLink): Promise<Role[]> {
  if (link.state !== 'open' && link.state !== 'admin') return [];
  const sides = [
    { chat: link.askerChat, user: link.askerUser },
    { chat: link.takerChat, user: link.takerUser },
  ];
  const held = sides.map((identity) =>
    recognise(app, identity).then(
      ({ roles }) => roles,
      (error: unknown) => {
        if (error instanceof ChatError) return [];
        throw error;
      },
    ),
  );
  return [...new Set((await Promise.all(held)).flat())];
}

async function areNamed(app: App, link: links.StoredLink): Promise<boolean> {
  return (
    (await isNamed(app, { chat: link.askerChat, user: link.askerUser })) &&
    (await isNamed(app, { chat: link.takerChat, user: link.takerUser }))
  );
}

/** Who asked for the code is told where they asked; who typed it has the answer to their command, and a message besides. */
async function showBoth(app: App, link: links.StoredLink): Promise<links.StoredLink> {
  const wanted = await placesFor(app, link);
  await app.database.transaction((transaction) => outbox.want(transaction, wanted));
  await wakeForOutbox(app);
  return link;
}

async function note(
  app: App,
  transaction: Transaction,
  actor: Actor,
  kind: 'people.link.asked' | 'people.link.refused' | 'people.linked',
  link: links.StoredLink,
): Promise<void> {
  const identities = { [link.askerChat]: link.askerUser, [link.takerChat]: link.takerUser };
  await audit.append(transaction, {
    ...entryBy(actor, kind, app.clock),
    subject: subjectOf('link', link.id),
    details: { identities, names: { asker: link.askerName, taker: link.takerName } },
  });
}

function newCode(): string {
  const characters = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${characters.slice(0, 4).join('')}-${characters.slice(4).join('')}`;
}

function hashOf(code: string): string {
  const plain = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return createHash('sha256').update(plain).digest('hex');
}

/** ms. */
const CODE_LIFETIME = 10 * 60_000;
const ANSWER_WITHIN = 3_600_000;
const ADMIN_WITHIN = 7 * 86_400_000;
/** Without the characters that are taken for others. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
