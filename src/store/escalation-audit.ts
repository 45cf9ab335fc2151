/** Whether the auditor of the climbs lives, and what it found: one row, so that every process can tell. */
import { lte, sql } from 'drizzle-orm';
import type { Handle } from './database.ts';
import { escalationAudit } from './schema/crises.ts';

export type EscalationAudit = typeof escalationAudit.$inferSelect;

export async function last(db: Handle): Promise<EscalationAudit | undefined> {
  return (await db.select().from(escalationAudit).limit(1))[0];
}

/** A whole look has ended at `now` (epoch ms) and found so many steps that were missed. */
export async function noteLook(db: Handle, now: number, missed: number): Promise<void> {
  const lookedAt = new Date(now);
  await db
    .insert(escalationAudit)
    .values({ lookedAt, missed })
    .onConflictDoUpdate({
      target: escalationAudit.id,
      set: { lookedAt, missed: sql`${escalationAudit.missed} + ${missed}` },
    });
}

/** True for one of all who ask, where the last heartbeat is `every` ms old or older; it counts as sent from here on. */
export async function takeHeartbeat(db: Handle, now: number, every: number): Promise<boolean> {
  const taken = await db
    .update(escalationAudit)
    .set({ heartbeatAt: new Date(now) })
    .where(
      lte(
        sql`coalesce(${escalationAudit.heartbeatAt}, to_timestamp(0))`,
        new Date(now - every).toISOString(),
      ),
    )
    .returning({ id: escalationAudit.id });
  return taken.length > 0;
}

/** Why it did not arrive; null: it did. */
export async function noteHeartbeat(db: Handle, fault: string | null): Promise<void> {
  await db.update(escalationAudit).set({ heartbeatFault: fault });
}
