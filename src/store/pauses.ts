/** Accounts that do not let us in: closed until they do. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { PauseProblem } from '../posts/delivery.ts';
import type { Handle, Transaction } from './database.ts';
import { setGate } from './gate.ts';
import { deliveries } from './schema/deliveries.ts';
import { pauses } from './schema/freezes.ts';

export type StoredPause = typeof pauses.$inferSelect;

/** False: it is paused already. */
export async function open(
  transaction: Transaction,
  pause: { target: string; problem: PauseProblem; pausedAt: Date },
): Promise<boolean> {
  const made = await transaction.insert(pauses).values(pause).onConflictDoNothing().returning();
  await setGate(transaction);
  return made.length > 0;
}

export async function current(db: Handle, target: string): Promise<StoredPause | undefined> {
  const [found] = await db
    .select()
    .from(pauses)
    .where(and(eq(pauses.target, target), isNull(pauses.resumedAt)));
  return found;
}

export async function all(db: Handle): Promise<StoredPause[]> {
  return db.select().from(pauses).where(isNull(pauses.resumedAt)).orderBy(pauses.id);
}

/**
 * Opens the gate for this target again, and puts back on the schedule what was held for it. Answers the posts that
 * this is about; undefined: it was not paused.
 */
export async function close(
  transaction: Transaction,
  target: string,
  at: Date,
): Promise<number[] | undefined> {
  const closed = await transaction
    .update(pauses)
    .set({ resumedAt: at })
    .where(and(eq(pauses.target, target), isNull(pauses.resumedAt)))
    .returning();
  if (closed.length === 0) return undefined;
  // Deliveries before the gate, as everywhere.
  const freed = await freeHeld(transaction, at);
  await setGate(transaction);
  return freed;
}

/**
 * Puts back on the schedule what is held for accounts that are open. That may come late as well: a worker that had claimed
 * it during the pause wrote so after the pause was over. Answers the posts that this is about.
 */
export async function freeHeld(transaction: Transaction, at: Date): Promise<number[]> {
  const freed = await transaction
    .update(deliveries)
    .set({ state: 'scheduled', nextAt: at, problem: null })
    .where(
      and(
        eq(deliveries.state, 'held'),
        sql`${deliveries.problem} ->> 'reason' = 'paused'`,
        sql`not exists (select 1 from pauses where pauses.target = ${deliveries.target} and resumed_at is null)`,
      ),
    )
    .returning({ postId: deliveries.postId });
  return [...new Set(freed.map((row) => row.postId))];
}

/** How many posts wait for this account. */
export async function waitingPosts(db: Handle, target: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(distinct ${deliveries.postId})::float8` })
    .from(deliveries)
    .where(and(eq(deliveries.target, target), sql`${deliveries.state} in ('scheduled', 'held', 'claimed')`));
  return row?.count ?? 0;
}
