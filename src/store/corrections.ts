/** The corrections of a published post. Each is a post; what becomes of them is asked for by the post that they correct. */
import { type SQL, sql } from 'drizzle-orm';
import type { Content } from '../posts/content.ts';
import type { Correction } from '../posts/correction.ts';
import type { Handle } from './database.ts';

export interface StoredCorrection extends Correction {
  /** When it had reached the last of its targets so far; null while none. */
  sentAt: Date | null;
}

/** Those that were sent for review, by their numbers. */
export async function ofPost(db: Handle, postId: number): Promise<StoredCorrection[]> {
  const { rows } = await db.execute(sql`
    select posts.id::float8 as "postId", revisions.content,
      (extract(epoch from sent.at) * 1000)::float8 as "sentAt", coalesce(sent.deliveries, '[]'::jsonb) as deliveries
    from posts
    join revisions on revisions.post_id = posts.id and revisions.revision = posts.revision
    cross join lateral (
      select max(sent_at) as at, jsonb_agg(jsonb_build_object(
        'target', target, 'state', state, 'parts', jsonb_array_length(sent_parts))) as deliveries
      from deliveries where deliveries.post_id = posts.id and deliveries.revision = posts.revision
    ) as sent
    where posts.corrects = ${postId}
    order by posts.id`);
  return (rows as unknown as (Omit<StoredCorrection, 'sentAt'> & { sentAt: number | null })[]).map(
    ({ sentAt, ...rest }) => ({ ...rest, sentAt: sentAt === null ? null : new Date(sentAt) }),
  );
}

/**
 * What was approved in place of a post's text and may stand at this target though it does not count as sent: the answer to a try
 * was lost, whatever became of it afterwards, also of a revision that was edited since. What a later one replaced is left out.
 */
export async function inDoubt(db: Handle, postId: number, target: string): Promise<Content[]> {
  const { rows } = await db.execute(sql`
    with tries as (
      select deliveries.* from deliveries join posts on posts.id = deliveries.post_id
      where posts.corrects = ${postId} and deliveries.target = ${target}
    )
    select revisions.content from tries
    join revisions on revisions.post_id = tries.post_id and revisions.revision = tries.revision
    where tries.state <> 'sent' and coalesce(tries.tried_at, tries.doubtful_since)
      > coalesce((select max(sent_at) from tries where state = 'sent'), '-infinity')
    order by tries.id`);
  return (rows as unknown as { content: Content }[]).map(({ content }) => content);
}

/** The one that is not over: a draft, in review, or on its way. `besides`: this one is left out. */
export async function open(db: Handle, postId: number, besides?: number): Promise<number | undefined> {
  const { rows } = await db.execute(sql`
    select posts.id::float8 as id from posts
    where posts.corrects = ${postId} and posts.id <> ${besides ?? 0} and ${IS_OPEN}
    order by posts.id desc limit 1`);
  return (rows[0] as { id: number } | undefined)?.id;
}

/** The numbers of all there are, whatever became of them. */
export async function idsOf(db: Handle, postId: number): Promise<number[]> {
  const { rows } = await db.execute(sql`select id::float8 as id from posts where corrects = ${postId}`);
  return (rows as unknown as { id: number }[]).map(({ id }) => id);
}

const IS_OPEN: SQL = sql.raw(`(
      posts.stage in ('draft', 'in_review', 'changes_requested')
      or posts.stage = 'approved' and exists (
        select 1 from deliveries where deliveries.post_id = posts.id and deliveries.revision = posts.revision
          and deliveries.state in ('scheduled', 'held', 'claimed', 'sending', 'unknown')
      ))`);
