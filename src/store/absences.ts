/** Who is away, until when, and who stands in for them. */
import { and, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import type { Handle } from './database.ts';
import { absences } from './schema/absences.ts';

export type StoredAbsence = typeof absences.$inferSelect;

/** Takes the place of what the person said before. */
export async function keep(db: Handle, absence: StoredAbsence): Promise<void> {
  const { personId: _, ...said } = absence;
  await db.insert(absences).values(absence).onConflictDoUpdate({ target: absences.personId, set: said });
}

/** They are back. Answers what has ended with that, if they were away at all. */
export async function end(db: Handle, personId: number, now: Date): Promise<StoredAbsence | undefined> {
  const ended = await db.delete(absences).where(eq(absences.personId, personId)).returning();
  return ended.find((one) => one.until > now);
}

/** All that last at this moment. */
export async function current(db: Handle, now: Date): Promise<StoredAbsence[]> {
  return db.select().from(absences).where(gt(absences.until, now)).orderBy(absences.personId);
}

/** Those for whom somebody stands in at this moment. */
export async function ofDelegate(db: Handle, delegateId: number, now: Date): Promise<StoredAbsence[]> {
  return db
    .select()
    .from(absences)
    .where(and(eq(absences.delegateId, delegateId), gt(absences.until, now)))
    .orderBy(absences.personId);
}

/** They stay away, and nobody stands in. False: that was changed meanwhile. */
export async function endDelegation(db: Handle, personId: number, delegateId: number): Promise<boolean> {
  const same = and(eq(absences.personId, personId), eq(absences.delegateId, delegateId));
  return (await db.update(absences).set({ delegateId: null }).where(same).returning()).length > 0;
}

/** `from` turns out to be `to`; what `to` said themselves counts, and nobody stands in for themselves. */
export async function merge(db: Handle, from: number, to: number): Promise<void> {
  const said = await db
    .select({ personId: absences.personId })
    .from(absences)
    .where(inArray(absences.personId, [from, to]));
  if (said.length > 1) await db.delete(absences).where(eq(absences.personId, from));
  else await db.update(absences).set({ personId: to }).where(eq(absences.personId, from));
  await db.update(absences).set({ delegateId: to }).where(eq(absences.delegateId, from));
  const alone = and(eq(absences.personId, to), or(isNull(absences.delegateId), eq(absences.delegateId, to)));
  await db.update(absences).set({ delegateId: null }).where(alone);
}
