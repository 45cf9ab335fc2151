/** With which keys the audit log seals what it says of people: one for each, destroyed when they are erased. */
import { randomBytes } from 'node:crypto';
import { eq, inArray, sql } from 'drizzle-orm';
import type { Keys } from '../audit/veil.ts';
import type { Handle, Transaction } from './database.ts';
import { auditKeys } from './schema/audit.ts';
import { people } from './schema/people.ts';

/** Made where they are not there yet. Whoever is not known, or not any more, has none. */
export async function keysFor(transaction: Transaction, ids: number[]): Promise<Keys> {
  if (ids.length === 0) return new Map();
  const found = await find(transaction, ids);
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length === 0) return found;
  const known = await transaction.select({ id: people.id }).from(people).where(inArray(people.id, missing));
  if (known.length === 0) return found;
  // In one order, so that two who make the same never wait for each other.
  const made = known.map(({ id }) => id).sort((one, other) => one - other);
  await transaction
    .insert(auditKeys)
    .values(made.map((id) => ({ id, personId: id, key: randomBytes(32).toString('base64') })))
    .onConflictDoNothing();
  return find(transaction, ids);
}

/** Of these numbers, or of everybody. */
export async function find(db: Handle, ids?: number[]): Promise<Keys> {
  const rows = await db
    .select({ id: auditKeys.id, key: auditKeys.key })
    .from(auditKeys)
    .where(ids && inArray(auditKeys.id, ids));
  return new Map(rows.flatMap(({ id, key }) => (key === null ? [] : [[id, Buffer.from(key, 'base64')]])));
}

/** Two people turn out to be one: the entries keep the numbers that they have. */
export async function merge(db: Handle, from: number, to: number): Promise<void> {
  await db.update(auditKeys).set({ personId: to }).where(eq(auditKeys.personId, from));
}

/** Nobody reads what was sealed with them any more. Who acts again is told by their number alone. */
export async function destroy(db: Handle, personId: number): Promise<number[]> {
  const none = db.insert(auditKeys).values({ id: personId, personId, key: null }).onConflictDoNothing();
  await none;
  const gone = await db
    .update(auditKeys)
    .set({ key: sql`null` })
    .where(eq(auditKeys.personId, personId))
    .returning({ id: auditKeys.id });
  return gone.map(({ id }) => id);
}
