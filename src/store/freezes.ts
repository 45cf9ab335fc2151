/** Freezes, and what stands still because of them. */
import { and, asc, between, desc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Handle, Transaction } from './database.ts';
import { setGate } from './gate.ts';
import { deliveries } from './schema/deliveries.ts';
import { freezes } from './schema/freezes.ts';

export type StoredFreeze = typeof freezes.$inferSelect;
type Delivery = typeof deliveries.$inferSelect;

/** Closes the gate, and keeps what was being handed over at that moment. */
export async function open(
  transaction: Transaction,
  freeze: Pick<StoredFreeze, 'scope' | 'targets' | 'reason' | 'personId' | 'frozenAt'>,
): Promise<StoredFreeze> {
  const [made] = await transaction
    .insert(freezes)
    .values({ ...freeze, inFlight: [] })
    .returning({ id: freezes.id });
  await setGate(transaction);
  // Whoever had begun has committed by now, and shows.
  const sending = await transaction
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.state, 'sending'), within(freeze.targets)));
  const [noted] = await transaction
    .update(freezes)
    .set({ inFlight: sending.map((one) => one.id) })
    .where(eq(freezes.id, made?.id ?? 0))
    .returning();
  if (!noted) throw new Error('The freeze was not stored.');
  return noted;
}

/** Of those, how many are still being handed over. */
export async function stillInFlight(db: Handle, { inFlight }: StoredFreeze): Promise<number> {
  if (inFlight.length === 0) return 0;
  const sending = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(inArray(deliveries.id, inFlight), eq(deliveries.state, 'sending')));
  return sending.length;
}

export async function find(db: Handle, id: number): Promise<StoredFreeze | undefined> {
  const [found] = await db.select().from(freezes).where(eq(freezes.id, id));
  return found;
}

/** Not lifted yet, the oldest first. */
export async function opened(db: Handle): Promise<StoredFreeze[]> {
  return db.select().from(freezes).where(isNull(freezes.liftedAt)).orderBy(asc(freezes.id));
}

/** Lifted, and something that fell due meanwhile still waits for a word. */
export async function underReview(db: Handle): Promise<StoredFreeze[]> {
  return db
    .select()
    .from(freezes)
    .where(and(isNotNull(freezes.liftedAt), isNull(freezes.reviewedAt)))
    .orderBy(asc(freezes.id));
}

/** Opens the gate for these. Those that were lifted already are left out of the answer. */
export async function lift(
  transaction: Transaction,
  ids: number[],
  by: { personId: number; at: Date },
): Promise<StoredFreeze[]> {
  const lifted = await transaction
    .update(freezes)
    .set({ liftedAt: by.at, liftedBy: by.personId })
    .where(and(inArray(freezes.id, ids), isNull(freezes.liftedAt)))
    .returning();
  await setGate(transaction);
  return lifted;
}

export async function markReviewed(db: Handle, id: number, at: Date): Promise<void> {
  await db.update(freezes).set({ reviewedAt: at }).where(eq(freezes.id, id));
}

/** Deliveries of these targets (null: of all) that wait for their time. */
export async function waiting(db: Handle, targets: string[] | null): Promise<Delivery[]> {
  return db
    .select()
    .from(deliveries)
    .where(and(inArray(deliveries.state, ['scheduled', 'held', 'claimed']), within(targets)))
    .orderBy(asc(deliveries.dueAt));
}

/** What fell due while it was frozen, and still waits for a word; the earliest first. */
export async function held(db: Handle, targets: string[] | null): Promise<Delivery[]> {
  return db
    .select()
    .from(deliveries)
    .where(
      and(eq(deliveries.state, 'held'), within(targets), sql`${deliveries.problem} ->> 'reason' = 'frozen'`),
    )
    .orderBy(asc(deliveries.dueAt), asc(deliveries.postId));
}

/** What went out in that span, or was being handed over at its end; the newest first. */
export async function handedOver(db: Handle, freeze: StoredFreeze, span: number): Promise<Delivery[]> {
  const since = new Date(freeze.frozenAt.getTime() - span);
  const inFlight = freeze.inFlight.length === 0 ? sql`false` : inArray(deliveries.id, freeze.inFlight);
  const justOut = between(deliveries.sentAt, since, freeze.frozenAt);
  return db
    .select()
    .from(deliveries)
    .where(and(or(inFlight, justOut), within(freeze.targets)))
    .orderBy(desc(deliveries.sentAt));
}

function within(targets: string[] | null) {
  return targets === null ? undefined : inArray(deliveries.target, targets);
}
