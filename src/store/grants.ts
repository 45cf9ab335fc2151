/** That people let us act for them on networks; tokens are sealed before they come here. Several targets may share one. */
import { and, eq, isNull, notExists, sql } from 'drizzle-orm';
import type { Handle, Transaction } from './database.ts';
import { grants, grantTargets } from './schema/grants.ts';

export type StoredGrant = typeof grants.$inferSelect;

export async function forTarget(db: Handle, target: string): Promise<StoredGrant | undefined> {
  const [found] = await db
    .select({ grant: grants })
    .from(grantTargets)
    .innerJoin(grants, eq(grants.id, grantTargets.grantId))
    .where(eq(grantTargets.target, target));
  return found?.grant;
}

/** Those that go by a leave of this person. */
export async function targetsOf(db: Handle, network: string, granterId: string): Promise<string[]> {
  const found = await db
    .select({ target: grantTargets.target })
    .from(grantTargets)
    .innerJoin(grants, eq(grants.id, grantTargets.grantId))
    .where(and(eq(grants.network, network), eq(grants.granterId, granterId)))
    .orderBy(grantTargets.target);
  return found.map(({ target }) => target);
}

/** In the place of what these targets had; what no target goes by any more is forgotten. */
export async function connect(
  transaction: Transaction,
  grant: Omit<StoredGrant, 'renewingUntil' | 'ended'>,
  targets: string[],
): Promise<void> {
  await transaction.insert(grants).values(grant);
  for (const target of targets)
    await transaction
      .insert(grantTargets)
      .values({ target, grantId: grant.id })
      .onConflictDoUpdate({ target: grantTargets.target, set: { grantId: grant.id } });
  await forgetUnused(transaction);
}

/** False: it was not connected. */
export async function disconnect(transaction: Transaction, target: string): Promise<boolean> {
  const gone = await transaction.delete(grantTargets).where(eq(grantTargets.target, target)).returning();
  await forgetUnused(transaction);
  return gone.length > 0;
}

async function forgetUnused(transaction: Transaction): Promise<void> {
  const used = transaction.select().from(grantTargets).where(eq(grantTargets.grantId, grants.id));
  await transaction.delete(grants).where(notExists(used));
}

/**
 * Whoever gets true renews it, for `span` ms; nobody else does meanwhile. A claim and not a lock: no connection to the
 * database is held while the network is asked. `sealed`: what was read; false when it is another by now.
 */
export async function claimRenewal(db: Handle, id: string, sealed: string, span: number): Promise<boolean> {
  const claimed = await db
    .update(grants)
    .set({ renewingUntil: sql`now() + ${span} * interval '1 millisecond'` })
    .where(
      and(
        eq(grants.id, id),
        eq(grants.sealed, sealed),
        isNull(grants.ended),
        sql`(${grants.renewingUntil} is null or ${grants.renewingUntil} < now())`,
      ),
    )
    .returning({ id: grants.id });
  return claimed.length > 0;
}

/** Unless it has become another meanwhile. One that comes late has more to say than whoever took it for over. */
export async function saveRenewed(
  db: Handle,
  id: string,
  before: string,
  renewed: Pick<StoredGrant, 'sealed' | 'accessEndsAt' | 'endsAt'>,
): Promise<void> {
  await db
    .update(grants)
    .set({ ...renewed, renewingUntil: null, ended: null })
    .where(and(eq(grants.id, id), eq(grants.sealed, before)));
}

export async function releaseRenewal(db: Handle, id: string): Promise<void> {
  await db.update(grants).set({ renewingUntil: null }).where(eq(grants.id, id));
}

/** Unless it has become another meanwhile: then somebody else has renewed it. */
export async function end(db: Handle, id: string, before: string, ended: string): Promise<void> {
  await db
    .update(grants)
    .set({ ended, renewingUntil: null })
    .where(and(eq(grants.id, id), eq(grants.sealed, before)));
}

export async function all(db: Handle): Promise<{ id: string; sealed: string }[]> {
  return db.select({ id: grants.id, sealed: grants.sealed }).from(grants);
}

/** Unless somebody has saved another meanwhile. */
export async function reseal(db: Handle, id: string, before: string, after: string): Promise<void> {
  await db
    .update(grants)
    .set({ sealed: after })
    .where(and(eq(grants.id, id), eq(grants.sealed, before)));
}

export async function mergePeople(db: Handle, kept: number, gone: number): Promise<void> {
  await db.update(grants).set({ personId: kept }).where(eq(grants.personId, gone));
}
