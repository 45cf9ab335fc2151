/** What published posts got when they were of an age: each once, and summed up for reports in the same transaction. */
import { eq, sql } from 'drizzle-orm';
import type { Counts } from '../networks/counts.ts';
import type { AccountReactions } from '../reports/facts.ts';
import type { Handle, Transaction } from './database.ts';
import { periodOf, periodsOf, within } from './report-facts.ts';
import { readingSlots, readings } from './schema/reports.ts';

export interface NewReading {
  deliveryId: number;
  target: string;
  /** Hours. */
  age: number;
  /** Epoch ms. */
  dueAt: number;
  takenAt: number;
  outcome: 'read' | 'gone' | 'missed';
  isLate: boolean;
  counts: Counts;
}

/** False: there was one already; it stays. */
export async function add(
  transaction: Transaction,
  { dueAt, takenAt, ...reading }: NewReading,
): Promise<boolean> {
  const added = await transaction
    .insert(readings)
    .values({ ...reading, dueAt: new Date(dueAt), takenAt: new Date(takenAt) })
    .onConflictDoNothing()
    .returning({ age: readings.age });
  if (added.length === 0) return false;
  const { age, target, counts } = reading;
  const isMeasured = reading.outcome === 'read' && !reading.isLate;
  const place = { age, target, at: new Date(Math.floor(dueAt / QUARTER) * QUARTER) };
  // In one order, so that two of one slot never wait in a circle.
  const rows = [
    { ...place, count: '', posts: isMeasured ? 1 : 0, total: 1 },
    ...(isMeasured
      ? Object.entries(counts)
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([count, total]) => ({ ...place, count, posts: 1, total }))
      : []),
  ];
  await transaction
    .insert(readingSlots)
    .values(rows)
    .onConflictDoUpdate({
      target: [readingSlots.age, readingSlots.at, readingSlots.target, readingSlots.count],
      set: {
        posts: sql`${readingSlots.posts} + excluded.posts`,
        total: sql`${readingSlots.total} + excluded.total`,
      },
    });
  return true;
}

/** The ages of which it is known what became of them. */
export async function agesOf(db: Handle, deliveryId: number): Promise<number[]> {
  const rows = await db
    .select({ age: readings.age })
    .from(readings)
    .where(eq(readings.deliveryId, deliveryId));
  return rows.map(({ age }) => age);
}

/** For each period: the accounts whose posts became so old in it, and what those got. `bounds` as in report-facts.ts. */
export async function reactions(
  db: Handle,
  bounds: readonly number[],
  age: number,
): Promise<Omit<AccountReactions, 'network'>[][]> {
  const { rows: aged } = await db.execute(sql`
    select ${periodOf('aged_at', bounds)} as period, target, count(*)::int as posts
    from (
      select target, sent_at + ${age}::float8 * interval '1 hour' as aged_at
      from deliveries join posts on posts.id = deliveries.post_id
      where deliveries.state = 'sent' and posts.corrects is null and posts.answers is null
        and ${within(
          'sent_at',
          bounds.map((at) => at - age * HOUR),
        )}
    ) as sent group by 1, 2`);
  const { rows: counted } = await db.execute(sql`
    select ${periodOf('at', bounds)} as period, target, count, sum(posts)::int as posts, sum(total)::int as total
    from reading_slots where age = ${age} and ${within('at', bounds)} group by 1, 2, 3`);
  return periodsOf(bounds).map((period) =>
    (aged as unknown as Aged[])
      .filter((one) => one.period === period)
      .map(({ target, posts }) => {
        const own = (counted as unknown as Counted[]).filter(
          (one) => one.period === period && one.target === target,
        );
        const told = own.filter(({ count }) => count !== '');
        return {
          ...{ target, posts, measured: own.find(({ count }) => count === '')?.posts ?? 0 },
          counts: Object.fromEntries(told.map(({ count, posts, total }) => [count, { posts, total }])),
        };
      }),
  );
}

interface Aged {
  period: number;
  target: string;
  posts: number;
}

interface Counted extends Aged {
  count: string;
  total: number;
}

/** ms: zones are whole quarters apart, so that a slot lies within one day of each. */
const QUARTER = 15 * 60_000;
const HOUR = 3_600_000;
