/** Timeouts and bans as what shall be so, and what the chat is known to say of them. */
import { and, asc, eq, lt, ne, sql } from 'drizzle-orm';
import type { Sanction, SanctionEnding, SanctionKind } from '../moderation/sanction.ts';
import type { Handle, Transaction } from './database.ts';
import { sanctions } from './schema/cases.ts';

export type StoredSanction = typeof sanctions.$inferSelect;

export interface NewSanction {
  caseId: number;
  chat: string;
  userId: string;
  kind: SanctionKind;
  until: number | null;
  /** Seconds. */
  deleteSeconds?: number;
}

/** One of a kind stands for a person: it takes the place of the one before. To be called under `cases.lockPerson`. */
export async function impose(
  transaction: Transaction,
  { until, ...made }: NewSanction,
  now: number,
): Promise<{ imposed: StoredSanction; replaced: StoredSanction[] }> {
  const replaced = await transaction
    .update(sanctions)
    .set({ state: 'over', endedAs: 'replaced', endedAt: new Date(now) })
    .where(
      and(
        eq(sanctions.chat, made.chat),
        eq(sanctions.userId, made.userId),
        eq(sanctions.kind, made.kind),
        ne(sanctions.state, 'over'),
      ),
    )
    .returning();
  // What the chat was told of the one before may be there still, or only come.
  const appliedUntil = replaced.map((one) => one.appliedUntil).find((at) => at !== null) ?? null;
  const [imposed] = await transaction
    .insert(sanctions)
    .values({ ...made, until: until === null ? null : new Date(until), appliedUntil })
    .returning();
  if (!imposed) throw new Error('The sanction was not kept.');
  return { imposed, replaced };
}

export async function find(db: Handle, id: number): Promise<StoredSanction | undefined> {
  return (await db.select().from(sanctions).where(eq(sanctions.id, id)))[0];
}

export async function findForUpdate(
  transaction: Transaction,
  id: number,
): Promise<StoredSanction | undefined> {
  return (await transaction.select().from(sanctions).where(eq(sanctions.id, id)).for('update'))[0];
}

export async function ofCase(db: Handle, caseId: number): Promise<StoredSanction[]> {
  return db.select().from(sanctions).where(eq(sanctions.caseId, caseId)).orderBy(asc(sanctions.id));
}

/** Those of a person that are not over. */
export async function standing(
  db: Handle,
  { chat, userId }: { chat: string; userId: string },
): Promise<StoredSanction[]> {
  return db
    .select()
    .from(sanctions)
    .where(and(eq(sanctions.chat, chat), eq(sanctions.userId, userId), ne(sanctions.state, 'over')))
    .orderBy(asc(sanctions.id));
}

/** Those that were not looked at since that instant (epoch ms), the longest ago first. */
export async function unreconciled(db: Handle, before: number, most: number): Promise<number[]> {
  const rows = await db
    .select({ id: sanctions.id })
    .from(sanctions)
    .where(
      and(
        ne(sanctions.state, 'over'),
        sql`(${sanctions.reconciledAt} is null or ${lt(sanctions.reconciledAt, new Date(before))})`,
      ),
    )
    .orderBy(sql`${sanctions.reconciledAt} asc nulls first`, asc(sanctions.id))
    .limit(most);
  return rows.map(({ id }) => id);
}

export async function lift(db: Handle, id: number): Promise<boolean> {
  const lifted = await db
    .update(sanctions)
    .set({ state: 'ending', failures: 0 })
    .where(and(eq(sanctions.id, id), eq(sanctions.state, 'standing')))
    .returning({ id: sanctions.id });
  return lifted.length > 0;
}

/** The chat says that it is in force. */
export async function noteApplied(
  db: Handle,
  id: number,
  { now, until }: { now: number; until: number | null },
): Promise<void> {
  await db
    .update(sanctions)
    .set({
      appliedAt: new Date(now),
      ...(until !== null && { appliedUntil: new Date(until) }),
      ...{ reconciledAt: new Date(now), failures: 0, fault: null },
    })
    .where(and(eq(sanctions.id, id), ne(sanctions.state, 'over')));
}

/** The chat is about to be told so: whoever ends it meanwhile knows what may be there. False: it shall be so no more. */
export async function noteAsked(db: Handle, id: number, until: number | null): Promise<boolean> {
  const asked = await db
    .update(sanctions)
    .set({ appliedUntil: until === null ? sql`${sanctions.appliedUntil}` : new Date(until) })
    .where(and(eq(sanctions.id, id), eq(sanctions.state, 'standing')))
    .returning({ id: sanctions.id });
  return asked.length > 0;
}

/** It was looked at and is as it shall be. */
export async function noteLookedAt(db: Handle, id: number, now: number): Promise<void> {
  await db
    .update(sanctions)
    .set({ reconciledAt: new Date(now), failures: 0, fault: null })
    .where(eq(sanctions.id, id));
}

export async function noteFailed(db: Handle, id: number, now: number, fault: string): Promise<void> {
  await db
    .update(sanctions)
    .set({ reconciledAt: new Date(now), failures: sql`${sanctions.failures} + 1`, fault })
    .where(eq(sanctions.id, id));
}

/** False: it is over already. */
export async function close(db: Handle, id: number, as: SanctionEnding, now: number): Promise<boolean> {
  const closed = await db
    .update(sanctions)
    .set({ state: 'over', endedAs: as, endedAt: new Date(now), reconciledAt: new Date(now), fault: null })
    .where(and(eq(sanctions.id, id), ne(sanctions.state, 'over')))
    .returning({ id: sanctions.id });
  return closed.length > 0;
}

/** As the domain looks at it. */
export function sanctionOf({ kind, state, until, appliedAt, appliedUntil }: StoredSanction): Sanction {
  return {
    ...{ kind, state },
    until: until?.getTime() ?? null,
    appliedAt: appliedAt?.getTime() ?? null,
    appliedUntil: appliedUntil?.getTime() ?? null,
  };
}
