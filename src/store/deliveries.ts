/**
 * Deliveries: found when they are due, and claimed by one worker at a time, under a fence. Leases run by the database's
 * clock, the one that all workers share; what is due goes by the app's.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Intent, Published } from '../networks/network.ts';
import type { Content } from '../posts/content.ts';
import type { ShownProblem } from '../posts/delivery.ts';
import type { Database, Handle } from './database.ts';
import { inMilliseconds, instant, locked, milliseconds } from './fragments.ts';
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
  /** Epoch ms: when the last try that leaves the doubt was over; null before one is known to be. */
  triedAt: number | null;
  /** Why the last try did not end it: its problem's reason. */
  reason: string | null;
  /** What its cards were last edited for, while it was under way. */
  shown: ShownProblem | null;
  /** Of a thread: the parts that are out. Intent and doubt are about the next one. */
  sentParts: Published[];
  /** Its target was closed when it was claimed: it is not to be sent. */
  halted: Halt | null;
}

/** What closes a target: a freeze, or an account that does not let us in. */
export type Halt = 'frozen' | 'paused';

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
        ${milliseconds(sql`claimed.doubtful_since`)} as "doubtfulSince",
        ${milliseconds(sql`claimed.tried_at`)} as "triedAt",
        claimed.problem ->> 'reason' as reason, claimed.problem -> 'shown' as shown, claimed.sent_parts as "sentParts",
        ${haltOf('claimed')} as halted
      from claimed join revisions using (post_id, revision) cross join publishing_gate as gate
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

export type Begun = 'begun' | Halt | 'refused';

/**
 * Commits the intent: from here on it may be live. Only what is still this worker's, approved with exactly this
 * content, and not closed by a freeze, begins. Answers one for each, in their order: a worker whose lease ran out
 * may ask for its old claim and its new one at once. The gate is held in share until the commit: a freeze waits for
 * it, and whoever comes after the freeze finds the gate as the freeze left it.
 */
export async function begin(db: Database, begins: Begin[], lease: number): Promise<Begun[]> {
  const judged = await statement<{ id: number; fence: number; begun: Begun }>(
    db,
    'begin_deliveries',
    sql`
      with asked as (
        select * from jsonb_to_recordset(${JSON.stringify(begins)}::jsonb)
          as asked(id bigint, fence int, intent jsonb, hash text, "doubtfulSince" float8)
      ), ${locked(begins)}, gate as materialized (
        select * from publishing_gate for share
      ), judged as materialized (
        select asked.*, ${haltOf('deliveries')} as halted
        from asked join locked using (id) join deliveries using (id) cross join gate
      ), begun as (
      update deliveries set state = 'sending', attempts = attempts + 1, lease_until = ${inMilliseconds(lease)},
        intent = judged.intent, problem = null,
        doubtful_since = to_timestamp(judged."doubtfulSince" / 1000.0)
      from judged, posts
      where deliveries.id = judged.id and deliveries.fence = judged.fence and deliveries.state = 'claimed'
        and deliveries.hash = judged.hash and judged.halted is null
        and posts.id = deliveries.post_id and posts.stage = 'approved' and posts.revision = deliveries.revision
        and exists (
          select 1 from decisions where decisions.post_id = posts.id and decisions.revision = posts.revision
            and decisions.hash = judged.hash and decisions.verdict = 'approve'
        )
      returning deliveries.id, deliveries.fence
      )
      select judged.id::float8 as id, judged.fence,
        case when begun.id is not null then 'begun' else coalesce(judged.halted, 'refused') end as begun
      from judged left join begun using (id, fence)`,
  );
  const byClaim = new Map(judged.map((row) => [`${row.id} ${row.fence}`, row.begun]));
  return begins.map(({ id, fence }) => byClaim.get(`${id} ${fence}`) ?? 'refused');
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

/** A part of a thread is out: that is kept, and the next one can begin under the same claim. */
export async function nextPart(
  db: Database,
  claim: Pick<Claim, 'id' | 'fence'>,
  published: Published,
): Promise<boolean> {
  const kept = await statement(
    db,
    'next_part',
    sql`update deliveries set state = 'claimed', sent_parts = sent_parts || ${JSON.stringify([published])}::jsonb,
        intent = null, doubtful_since = null, tried_at = null
      where id = ${claim.id} and fence = ${claim.fence} and state in ('claimed', 'sending') returning id`,
  );
  return kept.length === 1;
}

/**
 * Frees what a worker held that is no more. Unsent, when its lease is over; begun, with its doubt, `deadline` ms after that:
 * the worker may have stood still, and a request that it made at the last moment may be under way that long. Answers how
 * many.
 */
export async function freeExpired(db: Database, now: number, deadline: number): Promise<number> {
  const freed = await statement(
    db,
    'free_expired',
    sql`update deliveries set state = 'scheduled', fence = fence + 1, lease_until = null, next_at = ${instant(now)},
        tried_at = case when state = 'sending' then ${instant(now)} else tried_at end
      where state in ('claimed', 'sending') and lease_until < clock_timestamp()
        and (state = 'claimed' or lease_until < ${inMilliseconds(-deadline)})
      returning id`,
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

/** Whether the target of that table's row is closed, with `gate` in reach. */
function haltOf(table: 'claimed' | 'deliveries'): SQL {
  return sql.raw(`case when gate.all_frozen or ${table}.target = any(gate.frozen) then 'frozen'
          when ${table}.target = any(gate.paused) then 'paused' end`);
}
