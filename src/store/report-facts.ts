/**
 * What happened in several periods that follow one another, counted for each of them by one look at the tables: never a
 * scan, whatever else they hold. `bounds`: epoch ms, one more than there are periods.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { CrisisFacts, ListeningFacts, ModerationFacts, PublishingFacts } from '../reports/facts.ts';
import type { Handle } from './database.ts';
import { instant, milliseconds } from './fragments.ts';

/** `targets`: on these accounts alone. */
export async function publishing(
  db: Handle,
  bounds: readonly number[],
  targets?: readonly string[],
): Promise<PublishingFacts[]> {
  const [sent, unsent] = [await sentPosts(db, bounds, targets), await unsentPosts(db, bounds, targets)];
  return periodsOf(bounds).map((period) => {
    const [out, kept] = [sent.get(period), unsent.get(period)];
    return {
      ...{ published: out?.published ?? 0, late: out?.late ?? 0 },
      ...{ failed: kept?.failed ?? 0, unknown: kept?.unknown ?? 0 },
      approval: { median: out?.median ?? null, count: out?.approved ?? 0 },
    };
  });
}

interface SentPosts {
  period: number;
  published: number;
  late: number;
  median: number | null;
  approved: number;
}

function sentPosts(
  db: Handle,
  bounds: readonly number[],
  targets: readonly string[] | undefined,
): Promise<Map<number, SentPosts>> {
  return byPeriod<SentPosts>(
    db,
    sql`
    with sent as (
      select post_id, min(sent_at) as at, max(deliveries.revision) as revision,
        bool_or(sent_at > due_at + ${LATE}::float8 * interval '1 millisecond') as is_late
      from deliveries join posts on posts.id = deliveries.post_id
      where ${within('sent_at', bounds)} and posts.corrects is null and posts.answers is null
        and ${among('target', targets)}
      group by post_id
    ), approved as (
      select sent.*, greatest(0, extract(epoch from (
        select max(decisions.created_at) from decisions
        where decisions.post_id = sent.post_id and decisions.revision = sent.revision and verdict = 'approve'
      ) - revisions.created_at) * 1000)::float8 as took
      from sent join revisions using (post_id, revision)
    )
    select ${periodOf('at', bounds)} as period, count(*)::int as published,
      (count(*) filter (where is_late))::int as late, count(took)::int as approved,
      percentile_cont(0.5) within group (order by took) as median
    from approved group by 1`,
  );
}

interface UnsentPosts {
  period: number;
  failed: number;
  unknown: number;
}

/** Of the revisions that still count: what was mended since, and sent, is none. */
function unsentPosts(
  db: Handle,
  bounds: readonly number[],
  targets: readonly string[] | undefined,
): Promise<Map<number, UnsentPosts>> {
  return byPeriod<UnsentPosts>(
    db,
    sql`
    select ${periodOf('due_at', bounds)} as period,
      (count(distinct post_id) filter (where state = 'failed'))::int as failed,
      (count(distinct post_id) filter (where state = 'unknown'))::int as unknown
    from deliveries join posts on posts.id = post_id and posts.revision = deliveries.revision
    where state in ('failed', 'unknown') and ${within('due_at', bounds)}
      and posts.corrects is null and posts.answers is null and ${among('target', targets)}
    group by 1`,
  );
}

/** How long sources could not be read is not told here: spans are few, and read as they are. `sources`: of these alone. */
export async function listening(
  db: Handle,
  bounds: readonly number[],
  sources?: readonly string[],
): Promise<Omit<ListeningFacts, 'readable'>[]> {
  const [written, begun] = [await mentions(db, bounds, sources), await conversations(db, bounds, sources)];
  return periodsOf(bounds).map((period) => {
    const [counted, inbox] = [written.get(period), begun.get(period)];
    return {
      ...{ mentions: counted?.mentions ?? 0, negative: counted?.negative ?? 0 },
      ...{ positive: counted?.positive ?? 0, opened: inbox?.opened ?? 0, unanswered: inbox?.unanswered ?? 0 },
      firstAnswer: { median: inbox?.median ?? null, count: inbox?.answered ?? 0 },
    };
  });
}

export interface CountedMentions {
  period: number;
  mentions: number;
  negative: number;
  positive: number;
}

/** By five-minute slots: bounds must fall on their beginnings. */
export function mentions(
  db: Handle,
  bounds: readonly number[],
  sources?: readonly string[],
): Promise<Map<number, CountedMentions>> {
  return byPeriod<CountedMentions>(
    db,
    sql`
    select ${periodOf('at', bounds)} as period, sum(count)::float8 as mentions,
      sum(negative)::float8 as negative, sum(positive)::float8 as positive
    from mention_slots where topic = '' and ${within('at', bounds)} and ${among('source', sources)}
    group by 1`,
  );
}

interface BegunConversations {
  period: number;
  opened: number;
  answered: number;
  unanswered: number;
  median: number | null;
}

function conversations(
  db: Handle,
  bounds: readonly number[],
  sources: readonly string[] | undefined,
): Promise<Map<number, BegunConversations>> {
  return byPeriod<BegunConversations>(
    db,
    sql`
    select ${periodOf('opened_at', bounds)} as period, count(*)::int as opened, count(answered_at)::int as answered,
      (count(*) filter (where answered_at is null and state in ('new', 'claimed')))::int as unanswered,
      ${milliseconds(sql`percentile_cont(0.5) within group (order by answered_at - opened_at)`)} as median
    from conversations where ${within('opened_at', bounds)} and ${among('source', sources)} group by 1`,
  );
}

export async function crises(db: Handle, bounds: readonly number[]): Promise<CrisisFacts[]> {
  const told = await byPeriod<{ period: number; opened: number; count: number; median: number | null }>(
    db,
    sql`
    select ${periodOf('opened_at', bounds)} as period, count(*)::int as opened,
      count(first_acknowledged_at)::int as count,
      ${milliseconds(sql`percentile_cont(0.5) within group (order by first_acknowledged_at - opened_at)`)} as median
    from crises where ${within('opened_at', bounds)} group by 1`,
  );
  return periodsOf(bounds).map((period) => {
    const { opened = 0, count = 0, median = null } = told.get(period) ?? {};
    return { opened, acknowledged: { median, count } };
  });
}

/** What was done to somebody or something, by rules and by people; not what was only noted, reported or held. */
export async function moderation(db: Handle, bounds: readonly number[]): Promise<ModerationFacts[]> {
  const told = await byPeriod<ModerationFacts & { period: number }>(
    db,
    sql`
    select ${periodOf('opened_at', bounds)} as period, count(*)::int as acts,
      (count(*) filter (where state in ('undoing', 'undone')))::int as undone
    from cases
    where ${within('opened_at', bounds)} and acted_at is not null and state in ('done', 'undoing', 'undone')
      and action in ('delete', 'warn', 'timeout', 'kick', 'ban')
    group by 1`,
  );
  return periodsOf(bounds).map((period) => {
    const { acts = 0, undone = 0 } = told.get(period) ?? {};
    return { acts, undone };
  });
}

/** Since when (epoch ms) there is anything to count; undefined: there is nothing. */
export async function keptSince(db: Handle): Promise<{ publishing?: number; listening?: number }> {
  const { rows } = await db.execute(sql`
    select
      (select ${milliseconds(sql`created_at`)} from revisions order by post_id, revision limit 1) as publishing,
      (select ${milliseconds(sql`min(at)`)} from mention_slots) as listening`);
  const [{ publishing, listening }] = rows as unknown as [Record<string, number | null>];
  return { publishing: publishing ?? undefined, listening: listening ?? undefined };
}

async function byPeriod<Row extends { period: number }>(db: Handle, query: SQL): Promise<Map<number, Row>> {
  const { rows } = await db.execute(query);
  return new Map((rows as unknown as Row[]).map((row) => [row.period, row]));
}

/** 1 for the first period. */
export function periodOf(column: string, bounds: readonly number[]): SQL {
  const starts = sql.param(bounds.slice(0, -1).map((at) => new Date(at).toISOString()));
  return sql`width_bucket(${sql.raw(column)}, ${starts}::timestamptz[])`;
}

export function within(column: string, bounds: readonly number[]): SQL {
  const [from, until] = [bounds[0] ?? 0, bounds.at(-1) ?? 0];
  return sql`${sql.raw(column)} >= ${instant(from)} and ${sql.raw(column)} < ${instant(until)}`;
}

/** Undefined: all. */
function among(column: string, names: readonly string[] | undefined): SQL {
  return names === undefined ? sql`true` : sql`${sql.raw(column)} = any(${sql.param([...names])}::text[])`;
}

export function periodsOf(bounds: readonly number[]): number[] {
  return bounds.slice(1).map((_, index) => index + 1);
}

/** ms after it was due. */
const LATE = 60_000;
