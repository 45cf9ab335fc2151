/** Targets that people connected, beside those of the team file. What is secret is sealed before it comes here. */
import { and, eq, gt, lte } from 'drizzle-orm';
import type { Handle, Transaction } from './database.ts';
import { connectedTargets, discoveries } from './schema/targets.ts';

export type StoredTarget = typeof connectedTargets.$inferSelect;

/** In the order of their names. */
export async function all(db: Handle): Promise<StoredTarget[]> {
  return db.select().from(connectedTargets).orderBy(connectedTargets.name);
}

/** False: its name is taken, or its place is a target already. */
export async function insert(transaction: Transaction, target: StoredTarget): Promise<boolean> {
  const made = await transaction
    .insert(connectedTargets)
    .values(target)
    .onConflictDoNothing()
    .returning({ name: connectedTargets.name });
  return made.length > 0;
}

/** What the network gave for the place now. */
export async function keepAccount(transaction: Transaction, name: string, sealed: string): Promise<void> {
  await transaction.update(connectedTargets).set({ sealed }).where(eq(connectedTargets.name, name));
}

/** False: there is none of that name. */
export async function rename(transaction: Transaction, name: string, title: string): Promise<boolean> {
  const renamed = await transaction
    .update(connectedTargets)
    .set({ title })
    .where(eq(connectedTargets.name, name))
    .returning({ name: connectedTargets.name });
  return renamed.length > 0;
}

/** Unless somebody has saved another meanwhile. */
export async function reseal(db: Handle, name: string, before: string, after: string): Promise<void> {
  await db
    .update(connectedTargets)
    .set({ sealed: after })
    .where(and(eq(connectedTargets.name, name), eq(connectedTargets.sealed, before)));
}

export async function keepDiscovery(db: Handle, discovery: typeof discoveries.$inferInsert): Promise<void> {
  await db.insert(discoveries).values(discovery).onConflictDoNothing();
}

export async function discovery(
  db: Handle,
  id: string,
  personId: number,
  now: Date,
): Promise<string | undefined> {
  const [found] = await db
    .select({ sealed: discoveries.sealed })
    .from(discoveries)
    .where(and(eq(discoveries.id, id), eq(discoveries.personId, personId), gt(discoveries.expiresAt, now)));
  return found?.sealed;
}

/** Whoever gets true has it alone. */
export async function takeDiscovery(transaction: Transaction, id: string): Promise<boolean> {
  const taken = await transaction
    .delete(discoveries)
    .where(eq(discoveries.id, id))
    .returning({ id: discoveries.id });
  return taken.length > 0;
}

/** Of people who left it at that. */
export async function forgetDiscoveries(db: Handle, now: Date): Promise<void> {
  await db.delete(discoveries).where(lte(discoveries.expiresAt, now));
}

export async function mergePeople(db: Handle, kept: number, gone: number): Promise<void> {
  await db.update(connectedTargets).set({ ownerId: kept }).where(eq(connectedTargets.ownerId, gone));
  await db.update(discoveries).set({ personId: kept }).where(eq(discoveries.personId, gone));
}
