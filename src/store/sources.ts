/** Where reading each source stands, and the spans in which it could not be read. */
import { and, asc, eq, isNotNull, isNull, lt, lte, notInArray, or, sql } from 'drizzle-orm';
import type { Handle, Transaction } from './database.ts';
import { inMilliseconds } from './fragments.ts';
import { blindSpans, sources } from './schema/mentions.ts';

export type StoredSource = typeof sources.$inferSelect;

/** Knows of a source; one that reads from elsewhere by now begins anew. */
export async function know(db: Handle, name: string, of: string): Promise<void> {
  const anew = {
    of,
    cursor: null,
    failures: 0,
    fault: null,
    faultSince: null,
    isPaused: false,
    withheld: null,
    withheldAskedAt: null,
    nextAt: new Date(0),
  };
  await db
    .insert(sources)
    .values({ name, of, nextAt: new Date(0) })
    .onConflictDoUpdate({ target: sources.name, set: anew, setWhere: sql`${sources.of} <> excluded.of` });
}

/** Takes one that is due, for `lease` ms; others skip it. */
export async function take(
  db: Handle,
  name: string,
  now: number,
  lease: number,
): Promise<StoredSource | undefined> {
  const [taken] = await db
    .update(sources)
    .set({ leaseUntil: inMilliseconds(lease) })
    .where(
      and(
        eq(sources.name, name),
        lte(sources.nextAt, new Date(now)),
        or(isNull(sources.leaseUntil), lt(sources.leaseUntil, sql`clock_timestamp()`)),
      ),
    )
    .returning();
  return taken;
}

/** It was read: with what came of it, in one transaction. */
export async function advance(
  transaction: Transaction,
  { name, of }: Pick<StoredSource, 'name' | 'of'>,
  read: { cursor: string | null; nextAt: number; now: number },
): Promise<void> {
  const moved = await transaction
    .update(sources)
    .set({
      ...{ cursor: read.cursor, nextAt: new Date(read.nextAt), readAt: new Date(read.now), leaseUntil: null },
      ...{ failures: 0, fault: null, faultSince: null, isPaused: false },
    })
    .where(and(eq(sources.name, name), eq(sources.of, of)))
    .returning({ name: sources.name });
  if (moved.length === 0) throw new Error(`${name} is read from elsewhere by now.`);
  await transaction
    .update(blindSpans)
    .set({ toAt: new Date(read.now) })
    .where(and(eq(blindSpans.source, name), isNull(blindSpans.toAt)));
}

/** It could not be read; the cursor stays. The first failure opens a blind span. */
export async function fail(
  transaction: Transaction,
  { name, of, readAt, faultSince }: StoredSource,
  failed: { fault: string; nextAt: number; now: number; isPaused: boolean },
): Promise<void> {
  const now = new Date(failed.now);
  await transaction
    .update(sources)
    .set({
      ...{
        nextAt: new Date(failed.nextAt),
        leaseUntil: null,
        fault: failed.fault,
        isPaused: failed.isPaused,
      },
      ...{
        failures: sql`${sources.failures} + 1`,
        faultSince: sql`coalesce(${sources.faultSince}, ${now.toISOString()})`,
      },
    })
    .where(and(eq(sources.name, name), eq(sources.of, of)));
  if (faultSince === null)
    await transaction
      .insert(blindSpans)
      .values({ source: name, fromAt: readAt ?? now, toAt: null, reason: failed.fault });
}

/** What its account's settings keep back, as it was told now. */
export async function noteWithheld(
  transaction: Transaction,
  { name, of }: Pick<StoredSource, 'name' | 'of'>,
  withheld: string | null,
  now: number,
): Promise<void> {
  await transaction
    .update(sources)
    .set({ withheld, withheldAskedAt: new Date(now) })
    .where(and(eq(sources.name, name), eq(sources.of, of)));
}

/** There was more than could be read back. A source whose cursor stays finds the same gap again, which grew meanwhile. */
export async function noteGap(
  transaction: Transaction,
  source: string,
  { from, to, reason }: { from: number; to: number; reason: string },
): Promise<void> {
  const [fromAt, toAt] = [new Date(from), new Date(to)];
  const grown = await transaction
    .update(blindSpans)
    .set({ toAt: sql`greatest(${blindSpans.toAt}, ${toAt.toISOString()}::timestamptz)` })
    .where(
      and(
        ...[eq(blindSpans.source, source), eq(blindSpans.reason, reason)],
        ...[eq(blindSpans.fromAt, fromAt), isNotNull(blindSpans.toAt)],
      ),
    )
    .returning({ id: blindSpans.id });
  if (grown.length === 0) await transaction.insert(blindSpans).values({ source, fromAt, toAt, reason });
}

/** Those that are not read any more: what was wrong with them is over. */
export async function forgetOthers(
  transaction: Transaction,
  names: readonly string[],
  now: number,
): Promise<void> {
  await transaction
    .update(blindSpans)
    .set({ toAt: new Date(now) })
    .where(and(notInArray(blindSpans.source, [...names]), isNull(blindSpans.toAt)));
  await transaction
    .update(sources)
    .set({
      ...{ failures: 0, fault: null, faultSince: null, isPaused: false, nextAt: new Date(0) },
      ...{ withheld: null, withheldAskedAt: null },
    })
    .where(
      and(
        notInArray(sources.name, [...names]),
        or(isNotNull(sources.faultSince), isNotNull(sources.withheld)),
      ),
    );
}

export async function all(db: Handle): Promise<StoredSource[]> {
  return db.select().from(sources).orderBy(asc(sources.name));
}

export async function find(db: Handle, name: string): Promise<StoredSource | undefined> {
  return (await db.select().from(sources).where(eq(sources.name, name)))[0];
}

/** Somebody mended it: it is read at once. */
export async function retry(db: Handle, name: string): Promise<void> {
  await db
    .update(sources)
    .set({ nextAt: new Date(0), isPaused: false })
    .where(eq(sources.name, name));
}

/** Spans that touch these two instants (epoch ms). */
export async function blindBetween(db: Handle, from: number, to: number) {
  return db
    .select()
    .from(blindSpans)
    .where(
      and(
        lt(blindSpans.fromAt, new Date(to)),
        or(isNull(blindSpans.toAt), sql`${blindSpans.toAt} > ${new Date(from).toISOString()}::timestamptz`),
      ),
    )
    .orderBy(asc(blindSpans.fromAt));
}
