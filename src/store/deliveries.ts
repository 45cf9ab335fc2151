/**
 * Deliveries: found when they are due, claimed by one worker at a time, and written back under its fence. Leases
 * run by the database's clock, the one that all workers share; what is due goes by the app's.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Intent, Published } from '../networks/network.ts';
import type { Content } from '../posts/content.ts';
import type { DeliveryState, Problem } from '../posts/delivery.ts';
import { appending } from './audit.ts';
import type { Database, Handle } from './database.ts';
import { statement } from './statement.ts';

/** A delivery in the hands of one worker, with all that it takes to send it. */
export interface Claim {
  id: number;
  key: string;
  fence: number;
  postId: number;
  revision: number;
  target: string;
  /** The hash that was approved for this delivery. */
  hash: string;
  content: Content;
  /** Epoch ms. */
  dueAt: number;
  /** Epoch ms: not to be worked on before. Later than `dueAt` after a try that asked for patience. */
  nextAt: number;
  attempts: number;
  intent: Intent | null;
  doubtfulSince: number | null;
}

/** Takes what is due up to `horizon` (epoch ms), the earliest first; each for `lease` ms. Others skip what is taken. */
export async function claimDue(db: Database, horizon: number, most: number, lease: number): Promise<Claim[]> {
  return statement<Claim>(
    db,
    'claim_due',
    sql`
      with due as (
        select id from deliveries
        where state = 'scheduled' and next_at <= ${instant(horizon)}
        order by next_at limit ${most}
        for update skip locked
      ), claimed as (
        update deliveries set state = 'claimed', fence = fence + 1, lease_until = ${inMilliseconds(lease)}
        from due where deliveries.id = due.id
        returning deliveries.*
      )
      select claimed.id::float8 as id, claimed.key, claimed.fence, claimed.post_id::float8 as "postId",
        claimed.revision, claimed.target, claimed.hash, revisions.content,
        ${milliseconds(sql`claimed.due_at`)} as "dueAt", ${milliseconds(sql`claimed.next_at`)} as "nextAt",
        claimed.attempts, claimed.intent,
        ${milliseconds(sql`claimed.doubtful_since`)} as "doubtfulSince"
      from claimed join revisions using (post_id, revision)
      order by claimed.next_at, claimed.id`,
  );
}

export interface Begin {
  id: number;
  fence: number;
  intent: Intent;
  /** Of the content that is about to be sent. */
  hash: string;
  /** Epoch ms: since when it may be live, this try included. */
  doubtfulSince: number;
}

/**
 * Commits the intent: from here on it may be live. Only what is still this worker's, and approved with exactly
 * this content, begins; the others are left out of the answer.
 */
export async function begin(db: Database, begins: Begin[], lease: number): Promise<Set<number>> {
  const begun = await statement<{ id: number }>(
    db,
    'begin_deliveries',
    sql`
      with asked as (
        select * from jsonb_to_recordset(${JSON.stringify(begins)}::jsonb)
          as asked(id bigint, fence int, intent jsonb, hash text, "doubtfulSince" float8)
      ), ${locked(begins)}
      update deliveries set state = 'sending', attempts = attempts + 1, lease_until = ${inMilliseconds(lease)},
        intent = asked.intent,
        doubtful_since = to_timestamp(asked."doubtfulSince" / 1000.0)
      from asked join locked using (id), posts
      where deliveries.id = asked.id and deliveries.fence = asked.fence and deliveries.state = 'claimed'
        and deliveries.hash = asked.hash
        and posts.id = deliveries.post_id and posts.stage = 'approved' and posts.revision = deliveries.revision
        and exists (
          select 1 from decisions where decisions.post_id = posts.id and decisions.revision = posts.revision
            and decisions.hash = asked.hash and decisions.verdict = 'approve'
        )
      returning deliveries.id::float8 as id`,
  );
  return new Set(begun.map((row) => row.id));
}

/** How a claim ended. `state: scheduled` is another try at `nextAt`. */
export interface Ending {
  id: number;
  fence: number;
  /** Epoch ms: when. */
  at: number;
  state: Extract<DeliveryState, 'sent' | 'failed' | 'unknown' | 'scheduled' | 'cancelled'>;
  published: Published | null;
  problem: Problem | null;
  /** Epoch ms. */
  sentAt: number | null;
  nextAt: number | null;
  doubtfulSince: number | null;
}

/** Writes endings back, each only under its own fence, and answers the posts whose cards show it. */
export async function end(db: Database, endings: Ending[]): Promise<number[]> {
  const [changed] = await statement<{ postIds: number[] }>(
    db,
    'end_deliveries',
    sql`
      with asked as (
        select * from jsonb_to_recordset(${JSON.stringify(endings)}::jsonb) as asked(id bigint, fence int, state text,
          published jsonb, problem jsonb, "sentAt" float8, "nextAt" float8, "doubtfulSince" float8, at float8)
      ), ${locked(endings)}, ended as (
        update deliveries set state = asked.state, published = coalesce(asked.published, deliveries.published),
          problem = asked.problem, lease_until = null,
          sent_at = to_timestamp(asked."sentAt" / 1000.0),
          next_at = coalesce(to_timestamp(asked."nextAt" / 1000.0), deliveries.next_at),
          doubtful_since = to_timestamp(asked."doubtfulSince" / 1000.0)
        from asked join locked using (id)
        where deliveries.id = asked.id and deliveries.fence = asked.fence
          and deliveries.state in ('claimed', 'sending')
        returning deliveries.*, asked.at
      ), changed as (
        insert into card_changes (post_id)
        select distinct ended.post_id from ended
        where exists (select 1 from cards where cards.post_id = ended.post_id)
        returning post_id::float8 as id
      )
      select ${appending(AUDIT_ENTRIES)}, array(select id from changed) as "postIds"`,
  );
  return changed?.postIds ?? [];
}

/** A mark that the network gave on the way (a container's id), committed before the next step. */
export async function keepIntent(
  db: Database,
  claim: Pick<Claim, 'id' | 'fence'>,
  intent: Intent,
): Promise<boolean> {
  const kept = await statement(
    db,
    'keep_intent',
    sql`update deliveries set intent = ${JSON.stringify(intent)}::jsonb
      where id = ${claim.id} and fence = ${claim.fence} and state = 'sending' returning id`,
  );
  return kept.length === 1;
}

/** Frees what a worker held that is no more: unsent at once, begun ones with their doubt. Answers how many. */
export async function freeExpired(db: Database, now: number): Promise<number> {
  const freed = await statement(
    db,
    'free_expired',
    sql`update deliveries set state = 'scheduled', fence = fence + 1, lease_until = null, next_at = ${instant(now)}
      where state in ('claimed', 'sending') and lease_until < clock_timestamp() returning id`,
  );
  return freed.length;
}

/** Hands back what this worker claimed and has not begun. */
export async function handBack(db: Handle, claims: Pick<Claim, 'id' | 'fence'>[]): Promise<void> {
  await db.execute(sql`
    update deliveries set state = 'scheduled', lease_until = null
    from jsonb_to_recordset(${JSON.stringify(claims.map(({ id, fence }) => ({ id, fence })))}::jsonb)
      as asked(id bigint, fence int)
    where deliveries.id = asked.id and deliveries.fence = asked.fence and deliveries.state = 'claimed'`);
}

/** When the next one is to be worked on (epoch ms). */
export async function nextDue(db: Database): Promise<number | undefined> {
  const [first] = await statement<{ at: number }>(
    db,
    'next_due',
    sql`select ${milliseconds(sql`next_at`)} as at from deliveries where state = 'scheduled' order by next_at limit 1`,
  );
  return first?.at;
}

/**
 * Rows are locked in the order of their ids, here and wherever several are: no two transactions wait in a circle.
 * The ids are given as a list, since a planner that does not know how many there are reads the whole table.
 */
export function locked(asked: { id: number }[]): SQL {
  const ids = sql.param(asked.map((one) => one.id));
  return sql`locked as materialized (
        select id from deliveries where id = any(${ids}::bigint[]) order by id for update
      )`;
}

/** One for each row of `ended`; as `AuditEntry` has it. */
const AUDIT_ENTRIES = sql.raw(`
  select jsonb_build_object(
    'kind', 'delivery.' || state,
    'at', to_char(to_timestamp(at / 1000.0) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'post', post_id, 'revision', revision, 'target', target, 'content', hash,
    'details', jsonb_build_object('delivery', id, 'attempt', attempts, 'key', intent ->> 'key',
      'published', published, 'problem', problem))
  from ended order by id`);

function instant(at: number): SQL {
  return sql`to_timestamp(${at}::float8 / 1000.0)`;
}

function inMilliseconds(span: number): SQL {
  return sql`clock_timestamp() + ${span}::float8 * interval '1 millisecond'`;
}

function milliseconds(column: SQL): SQL {
  return sql`(extract(epoch from ${column}) * 1000)::float8`;
}
