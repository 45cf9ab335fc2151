/** What the checks of a post said, and which deliveries are to be checked once more before they go out. */
import { and, desc, eq, lte, sql } from 'drizzle-orm';
import type { Content } from '../posts/content.ts';
import type { Check } from '../posts/preflight/check.ts';
import type { Database, Handle } from './database.ts';
import { preflights } from './schema/preflights.ts';
import { statement } from './statement.ts';

/** Of one revision; the newest for each target. */
export interface StoredChecks {
  checks: Check[];
  /** The newest of them; 0: there is none. */
  newest: number;
}

export async function keep(
  db: Handle,
  { postId, revision }: { postId: number; revision: number },
  checks: Check[],
  checkedAt: Date,
): Promise<void> {
  if (checks.length === 0) return;
  await db
    .insert(preflights)
    .values(checks.map((said) => ({ postId, revision, target: said.target, said, checkedAt })));
}

/** `upTo`: as somebody saw them whose card was drawn when that was the newest. */
export async function latest(
  db: Handle,
  { postId, revision }: { postId: number; revision: number },
  upTo: number = Number.MAX_SAFE_INTEGER,
): Promise<StoredChecks> {
  const rows = await db
    .selectDistinctOn([preflights.target])
    .from(preflights)
    .where(and(eq(preflights.postId, postId), eq(preflights.revision, revision), lte(preflights.id, upTo)))
    .orderBy(preflights.target, desc(preflights.id));
  return { checks: rows.map((row) => row.said), newest: Math.max(0, ...rows.map((row) => row.id)) };
}

/** A post's deliveries that fall due at one instant. */
export interface DueForCheck {
  postId: number;
  revision: number;
  content: Content;
  targets: string[];
  /** Epoch ms. */
  dueAt: number;
}

/**
 * What goes out later than `soon` and until `ahead` ms from now, and was not checked within that span before it is due.
 * Once it is checked it is not found any more, by whichever worker.
 */
export async function dueForCheck(
  db: Database,
  now: number,
  { soon, ahead }: { soon: number; ahead: number },
  most: number,
): Promise<DueForCheck[]> {
  return statement<DueForCheck>(
    db,
    'due_for_check',
    sql`
      with due as (
        select deliveries.post_id, deliveries.revision, deliveries.target, deliveries.due_at from deliveries
        where state = 'scheduled' and attempts = 0 and next_at > to_timestamp(${now + soon}::float8 / 1000.0)
          and next_at <= to_timestamp(${now + ahead}::float8 / 1000.0)
          and not exists (
            select 1 from preflights where preflights.post_id = deliveries.post_id
              and preflights.revision = deliveries.revision and preflights.target = deliveries.target
              and preflights.checked_at >= deliveries.due_at - ${ahead}::float8 * interval '1 millisecond'
          )
        order by next_at limit ${most}
      )
      select post_id::float8 as "postId", revision, revisions.content, array_agg(target order by target) as targets,
        (extract(epoch from due_at) * 1000)::float8 as "dueAt"
      from due join revisions using (post_id, revision)
      group by post_id, revision, revisions.content, due_at order by due_at, post_id`,
  );
}
