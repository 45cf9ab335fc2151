/** What is known of videos, by the hash of their bytes. The bytes are kept by a port of their own: src/media/blobs.ts. */
import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Handle, Transaction } from './database.ts';
import { inMilliseconds } from './fragments.ts';
import { videos } from './schema/videos.ts';

export type StoredVideo = Omit<typeof videos.$inferSelect, 'createdAt' | 'erasingAt'>;

/** Its age begins anew. */
export async function keep(db: Handle, video: StoredVideo): Promise<void> {
  const { hash: _, ...told } = video;
  await db
    .insert(videos)
    .values(video)
    .onConflictDoUpdate({ target: videos.hash, set: { ...told, createdAt: sql`now()`, erasingAt: null } });
}

export async function find(db: Handle, hash: string): Promise<StoredVideo | undefined> {
  const [found] = await db
    .select()
    .from(videos)
    .where(and(eq(videos.hash, hash), isNull(videos.erasingAt)));
  return found;
}

/**
 * To be awaited before bytes are kept under their hash: from here on nobody begins to erase them, as the age of what is known of
 * them begins anew. False: somebody is erasing them, and it is to be asked again. What was left behind in the middle of that is
 * forgotten.
 */
export async function claim(db: Handle, hash: string): Promise<boolean> {
  const { rows } = await db.execute<{ free: boolean }>(sql`
    with kept as (
      update videos set created_at = now() where hash = ${hash} and erasing_at is null returning hash
    ), left_behind as (
      delete from videos where hash = ${hash} and ${LEFT_BEHIND} returning hash
    )
    select not exists (select from videos where hash = ${hash})
      or exists (select from kept) or exists (select from left_behind) as free`);
  return rows[0]?.free ?? false;
}

/**
 * Of what a post is stored with, in the transaction that stores it: until its commit nobody begins to erase any of them, and
 * from then on the post names them. Answers those that are not kept any more, or are being erased.
 */
export async function hold(transaction: Transaction, hashes: readonly string[]): Promise<string[]> {
  if (hashes.length === 0) return [];
  const held = await transaction
    .update(videos)
    .set({ createdAt: sql`now()` })
    .where(and(inArray(videos.hash, [...hashes]), isNull(videos.erasingAt)))
    .returning({ hash: videos.hash });
  const kept = new Set(held.map(({ hash }) => hash));
  return hashes.filter((hash) => !kept.has(hash));
}

/**
 * Taken in longer than `age` ms ago by the database's clock, and named by no draft and no version that may still go out. A
 * post that is out, was taken back or turned down needs its video no more. And those whose erasing broke off.
 */
export async function unnamed(db: Handle, age: number): Promise<string[]> {
  const { rows } = await db.execute<{ hash: string }>(sql`select hash from videos where ${mayGo(age)}`);
  return rows.map(({ hash }) => hash);
}

/** Since when it is erased from here on. Undefined: it was given again meanwhile, or is named now. */
export async function beginErasing(db: Handle, hash: string, age: number): Promise<Date | undefined> {
  const [begun] = await db
    .update(videos)
    .set({ erasingAt: sql`clock_timestamp()` })
    .where(and(eq(videos.hash, hash), mayGo(age)))
    .returning({ since: videos.erasingAt });
  return begun?.since ?? undefined;
}

/** Its bytes are gone. `since`: as `beginErasing` answered; what somebody else has begun to erase meanwhile stays theirs. */
export async function endErasing(db: Handle, hash: string, since: Date): Promise<void> {
  await db.delete(videos).where(and(eq(videos.hash, hash), eq(videos.erasingAt, since)));
}

function mayGo(age: number): SQL {
  const isOpen = sql`posts.stage not in ('rejected', 'cancelled') and (posts.stage <> 'approved' or exists (
    select from deliveries where post_id = posts.id and revision = posts.revision and ${UNFINISHED}))`;
  return sql`(${LEFT_BEHIND} or erasing_at is null and created_at < ${inMilliseconds(-age)} and hash not in (
      select ${hashesIn(sql`input`)} from posts where ${isOpen}
      union all select ${hashesIn(sql`content`)} from revisions join posts on posts.id = revisions.post_id
        and posts.revision = revisions.revision where ${isOpen}
      union all select ${hashesIn(sql`content`)} from revisions join deliveries
        on deliveries.post_id = revisions.post_id and deliveries.revision = revisions.revision
        where ${UNFINISHED}))`;
}

/** Ms after which somebody who erases it is dead: longer than any place takes to remove a blob. */
const ERASED_WITHIN = 15 * 60_000;
const LEFT_BEHIND = sql`erasing_at < ${inMilliseconds(-ERASED_WITHIN)}`;

const UNFINISHED = sql`deliveries.state not in ('sent', 'removed', 'cancelled')`;

function hashesIn(named: SQL): SQL {
  return sql`jsonb_path_query(${named}, '$.media[*].hash') #>> '{}'`;
}
