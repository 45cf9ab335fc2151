/** People and the identities by which the chats know them. */
import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Identity } from '../chat/chat.ts';
import * as absences from './absences.ts';
import * as auditKeys from './audit-keys.ts';
import type { Handle } from './database.ts';
import * as outbox from './outbox.ts';
import { identities, linkCodes, people } from './schema/people.ts';

export interface StoredPerson {
  id: number;
  name: string;
  timeZone: string | null;
  identities: Record<string, string>;
}

export async function findByIdentity(db: Handle, identity: Identity): Promise<StoredPerson | undefined> {
  return personOf(await byIdentity(db).execute({ ...identity }));
}

export async function findById(db: Handle, id: number): Promise<StoredPerson | undefined> {
  return personOf(await withIdentities(db).where(eq(people.id, id)));
}

/** Who has it now. Until the transaction ends nobody makes them one with somebody else. */
export async function holdByIdentity(
  transaction: Handle,
  { chat, user }: Identity,
): Promise<number | undefined> {
  const hold = () =>
    transaction
      .select({ id: people.id })
      .from(identities)
      .innerJoin(people, eq(identities.personId, people.id))
      .where(and(eq(identities.chat, chat), eq(identities.user, user)))
      .for('key share', { of: people });
  // Waited for, they may have become somebody else, who is found by a second look.
  const [held] = await hold();
  return (held ?? (await hold())[0])?.id;
}

/** Everybody who was met, the latest first. */
export async function all(db: Handle, most: number): Promise<StoredPerson[]> {
  const met = db.select({ id: people.id }).from(people).orderBy(desc(people.id)).limit(most);
  return peopleOf(await withIdentities(db).where(inArray(people.id, met)));
}

export async function findAll(db: Handle, ids: number[]): Promise<StoredPerson[]> {
  return ids.length === 0 ? [] : peopleOf(await withIdentities(db).where(inArray(people.id, ids)));
}

export async function isAnybodyThere(db: Handle): Promise<boolean> {
  return (await db.select({ id: people.id }).from(people).limit(1)).length > 0;
}

/** Asked at each click, so it is planned once. */
function byIdentity(db: Handle) {
  const known = prepared.get(db) ?? prepareByIdentity(db);
  prepared.set(db, known);
  return known;
}

const prepared = new WeakMap<Handle, ReturnType<typeof prepareByIdentity>>();

function prepareByIdentity(db: Handle) {
  const same = alias(identities, 'same');
  const theirs = [eq(same.chat, sql.placeholder('chat')), eq(same.user, sql.placeholder('user'))];
  return withIdentities(db)
    .innerJoin(same, and(eq(same.personId, people.id), ...theirs))
    .prepare('person_by_identity');
}

function withIdentities(db: Handle) {
  return db
    .select({
      id: people.id,
      name: people.name,
      timeZone: people.timeZone,
      chat: identities.chat,
      user: identities.user,
    })
    .from(people)
    .leftJoin(identities, eq(identities.personId, people.id));
}

function peopleOf(rows: Awaited<ReturnType<typeof withIdentities>>): StoredPerson[] {
  const ids = [...new Set(rows.map((row) => row.id))];
  return ids.flatMap((id) => personOf(rows.filter((row) => row.id === id)) ?? []);
}

function personOf(rows: Awaited<ReturnType<typeof withIdentities>>): StoredPerson | undefined {
  const [first] = rows;
  if (!first) return undefined;
  const known = rows.flatMap((row) => (row.chat && row.user ? [[row.chat, row.user] as const] : []));
  return { id: first.id, name: first.name, timeZone: first.timeZone, identities: Object.fromEntries(known) };
}

/** What else knows of people: `gone` turns out to be `kept`. Where it is left out, a person whom anything refers to cannot go. */
export type MergeOthers = (db: Handle, kept: number, gone: number) => Promise<void>;

/** The person behind these identities, made when none of them is known. Several that are known become one. */
export async function enrol(
  db: Handle,
  known: Record<string, string>,
  profile: { name: string; timeZone?: string },
  mergeOthers: MergeOthers = async () => {},
): Promise<number> {
  const found = await Promise.all(
    Object.entries(known).map(([chat, user]) => findByIdentity(db, { chat, user })),
  );
  const [first, ...others] = [...new Set(found.flatMap((person) => (person ? [person.id] : [])))].sort(
    (one, other) => one - other,
  );
  for (const other of others) if (first !== undefined) await merge(db, other, first, mergeOthers);
  return addIdentities(db, first ?? (await insert(db, profile)), known);
}

async function insert(db: Handle, profile: { name: string; timeZone?: string }): Promise<number> {
  const [made] = await db
    .insert(people)
    .values({ name: profile.name, timeZone: profile.timeZone })
    .returning({ id: people.id });
  if (!made) throw new Error('The person was not stored.');
  return made.id;
}

export async function keepTimeZone(db: Handle, id: number, timeZone: string): Promise<void> {
  await db.update(people).set({ timeZone }).where(eq(people.id, id));
}

/** Makes `from` and `to` one: everything that `from` did is `to`'s. */
export async function merge(
  db: Handle,
  from: number,
  to: number,
  mergeOthers: MergeOthers = async () => {},
): Promise<void> {
  if (from === to) return;
  await db.update(identities).set({ personId: to }).where(eq(identities.personId, from));
  await mergeOthers(db, to, from);
  await absences.merge(db, from, to);
  await outbox.mergePeople(db, from, to);
  await auditKeys.merge(db, from, to);
  await db.delete(linkCodes).where(eq(linkCodes.personId, from));
  await db.delete(people).where(eq(people.id, from));
}

export async function keepLinkCode(
  db: Handle,
  code: { codeHash: string; personId: number; chat: string; expiresAt: Date },
): Promise<void> {
  await db.delete(linkCodes).where(eq(linkCodes.personId, code.personId));
  await db.insert(linkCodes).values(code);
}

/** Uses a code up. Undefined: unknown, used or too old. */
export async function takeLinkCode(
  db: Handle,
  codeHash: string,
  now: Date,
): Promise<{ personId: number; chat: string } | undefined> {
  const [taken] = await db
    .delete(linkCodes)
    .where(and(eq(linkCodes.codeHash, codeHash), gt(linkCodes.expiresAt, now)))
    .returning({ personId: linkCodes.personId, chat: linkCodes.chat });
  return taken;
}

async function addIdentities(db: Handle, personId: number, known: Record<string, string>): Promise<number> {
  const rows = Object.entries(known).map(([chat, user]) => ({ chat, user, personId }));
  if (rows.length > 0) await db.insert(identities).values(rows).onConflictDoNothing();
  return personId;
}

/** The identity becomes a person of its own again; what both did stays with the person whom it leaves. */
export async function separate(db: Handle, { chat, user }: Identity, name: string): Promise<number> {
  const id = await insert(db, { name });
  await db
    .update(identities)
    .set({ personId: id })
    .where(and(eq(identities.chat, chat), eq(identities.user, user)));
  return id;
}

/** One transaction at a time may enrol an identity: two first clicks at once, in one chat or in two, make one person. */
export async function lockIdentities(db: Handle, known: Record<string, string>): Promise<void> {
  // In one order everywhere, so that no two wait for each other.
  for (const identity of Object.entries(known)
    .map((pair) => pair.join(':'))
    .sort())
    await db.execute(sql`select pg_advisory_xact_lock(hashtext(${identity}))`);
}
