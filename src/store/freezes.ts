/** Freezes, and what stands still because of them. */
import { and, asc, between, desc, eq, gte, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Handle, Transaction } from './database.ts';
import { setGate } from './gate.ts';
import { deliveries } from './schema/deliveries.ts';
import { freezes } from './schema/freezes.ts';
import { revisions } from './schema/posts.ts';

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

/** Lifted, and something that fell due meanwhile still waits for a decision. */
export async function underReview(db: Handle): Promise<StoredFreeze[]> {
  return db
    .select()
    .from(freezes)
    .where(and(isNotNull(freezes.liftedAt), isNull(freezes.reviewedAt)))
    .orderBy(asc(freezes.id));
}

/** Lifted since then, and nothing of what fell due meanwhile waits for a decision any more. */
export async function endedSince(db: Handle, since: Date): Promise<StoredFreeze[]> {
  return db
    .select()
    .from(freezes)
    .where(and(gte(freezes.liftedAt, since), isNotNull(freezes.reviewedAt)))
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

/** How much of these targets (null: of all) waits for its time. */
export async function covered(
  db: Handle,
  targets: string[] | null,
): Promise<{ posts: number; targets: number }> {
  const [counted] = await db
    .select({
      posts: sql<number>`count(distinct ${deliveries.postId})::float8`,
      targets: sql<number>`count(distinct ${deliveries.target})::float8`,
    })
    .from(deliveries)
    .where(and(inArray(deliveries.state, ['scheduled', 'held', 'claimed']), within(targets)));
  return counted ?? { posts: 0, targets: 0 };
}

export interface HeldPost {
  postId: number;
  revision: number;
  text: string;
  isCorrection: boolean;
  dueAt: Date;
  /** Those that it waits for. */
  targets: string[];
}

/** Posts that fell due while they were frozen and still wait for a decision: the earliest, and how many there are. */
export async function held(
  db: Handle,
  targets: string[] | null,
  most: number,
): Promise<{ first: HeldPost[]; count: number }> {
  const frozen = and(
    eq(deliveries.state, 'held'),
    within(targets),
    sql`${deliveries.problem} ->> 'reason' = 'frozen'`,
  );
  const dueAt = sql<string>`min(${deliveries.dueAt})`;
  const first = await db
    .select({
      postId: deliveries.postId,
      revision: deliveries.revision,
      text: sql<string>`${revisions.content} ->> 'text'`,
      isCorrection: sql<boolean>`${revisions.content} -> 'corrects' is not null`,
      dueAt: dueAt.mapWith(deliveries.dueAt),
      targets: sql<string[]>`array_agg(${deliveries.target} order by ${deliveries.target})`,
    })
    .from(deliveries)
    .innerJoin(
      revisions,
      and(eq(revisions.postId, deliveries.postId), eq(revisions.revision, deliveries.revision)),
    )
    .where(frozen)
    .groupBy(deliveries.postId, deliveries.revision, revisions.content)
    .orderBy(dueAt, deliveries.postId)
    .limit(most);
  const [all] = await db
    .select({ count: sql<number>`count(distinct ${deliveries.postId})::float8` })
    .from(deliveries)
    .where(frozen);
  return { first, count: all?.count ?? 0 };
}

/** What went out in that span before it, and what was being handed over: the newest, and how many there are. */
export async function handedOver(
  db: Handle,
  freeze: StoredFreeze,
  span: number,
  most: number,
): Promise<{ newest: Delivery[]; count: number; leaving: number }> {
  const since = new Date(freeze.frozenAt.getTime() - span);
  const inFlight = freeze.inFlight.length === 0 ? sql`false` : inArray(deliveries.id, freeze.inFlight);
  const justOut = between(deliveries.sentAt, since, freeze.frozenAt);
  const theirs = and(or(inFlight, justOut), within(freeze.targets));
  const newest = await db
    .select()
    .from(deliveries)
    .where(theirs)
    .orderBy(desc(deliveries.sentAt), asc(deliveries.id))
    .limit(most);
  const [all] = await db
    .select({
      count: sql<number>`count(*)::float8`,
      leaving: sql<number>`count(*) filter (where ${deliveries.state} = 'sending')::float8`,
    })
    .from(deliveries)
    .where(theirs);
  return { newest, count: all?.count ?? 0, leaving: all?.leaving ?? 0 };
}

function within(targets: string[] | null) {
  return targets === null ? undefined : inArray(deliveries.target, targets);
}

/** Two people turn out to be one: what `gone` froze and lifted is `kept`'s. */
export async function mergePeople(db: Handle, kept: number, gone: number): Promise<void> {
  await db.update(freezes).set({ personId: kept }).where(eq(freezes.personId, gone));
  await db.update(freezes).set({ liftedBy: kept }).where(eq(freezes.liftedBy, gone));
}
