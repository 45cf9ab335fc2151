/**
 * What must happen at a time, set in the transaction of its cause. Claimed like deliveries: leases run by the database's
 * clock, what is due goes by the app's.
 */
import { and, eq, sql } from 'drizzle-orm';
import type { Subject } from '../kit/subject.ts';
import type { Database, Handle } from './database.ts';
import { inMilliseconds, instant, milliseconds } from './fragments.ts';
import { alarms } from './schema/alarms.ts';
import { statement } from './statement.ts';

export interface WantedAlarm {
  subject: Subject;
  /** The name of its file in alarms/. */
  kind: string;
  /** Epoch ms by the app's clock. */
  dueAt: number;
  /** Tells several of one kind and subject apart. */
  key?: string;
  payload?: Record<string, unknown>;
}

/** An alarm in the hands of one worker. */
export interface Alarm {
  id: number;
  subject: Subject;
  kind: string;
  key: string;
  payload: Record<string, unknown>;
  /** Epoch ms. */
  dueAt: number;
  /** Epoch ms: later than `dueAt` after a try that failed. */
  nextAt: number;
  attempts: number;
  fence: number;
}

/** One for each subject, kind and key: a later call moves it. Whoever is just ringing it rings it once more then. */
export async function set(db: Handle, wanted: WantedAlarm): Promise<void> {
  await setAll(db, [wanted]);
}

/** No two of them may be of one subject, kind and key. */
export async function setAll(db: Handle, wanted: WantedAlarm[]): Promise<void> {
  if (wanted.length === 0) return;
  const rows = wanted.map(({ dueAt, ...alarm }) => ({
    ...alarm,
    dueAt: new Date(dueAt),
    nextAt: new Date(dueAt),
  }));
  await db
    .insert(alarms)
    .values(rows)
    .onConflictDoUpdate({
      target: [alarms.subject, alarms.kind, alarms.key],
      set: {
        ...{ dueAt: sql`excluded.due_at`, nextAt: sql`excluded.next_at`, payload: sql`excluded.payload` },
        ...{ attempts: 0, leaseUntil: null, fence: sql`${alarms.fence} + 1` },
      },
    });
}

/** Of one kind, or all that are set for it. */
export async function unset(db: Handle, subject: Subject, kind?: string, key?: string): Promise<void> {
  await db
    .delete(alarms)
    .where(
      and(
        eq(alarms.subject, subject),
        kind === undefined ? undefined : eq(alarms.kind, kind),
        key === undefined ? undefined : eq(alarms.key, key),
      ),
    );
}

/** All that are set of one kind. */
export async function ofKind(
  db: Handle,
  kind: string,
): Promise<{ subject: Subject; dueAt: Date; payload: Record<string, unknown> }[]> {
  const { subject, dueAt, payload } = alarms;
  return db.select({ subject, dueAt, payload }).from(alarms).where(eq(alarms.kind, kind));
}

/** Takes what is due up to `horizon` (epoch ms), the earliest first; each for `lease` ms. Others skip what is taken. */
export async function claimDue(db: Database, horizon: number, most: number, lease: number): Promise<Alarm[]> {
  return statement<Alarm>(
    db,
    'claim_alarms',
    sql`
      with due as (
        select id from alarms
        where next_at <= ${instant(horizon)} and (lease_until is null or lease_until < clock_timestamp())
        order by next_at limit ${most}
        for update skip locked
      ), claimed as (
        update alarms set fence = fence + 1, attempts = attempts + 1, lease_until = ${inMilliseconds(lease)}
        from due where alarms.id = due.id
        returning alarms.*
      )
      select id::float8 as id, subject, kind, key, payload, attempts, fence,
        ${milliseconds(sql`due_at`)} as "dueAt", ${milliseconds(sql`next_at`)} as "nextAt"
      from claimed order by next_at, id`,
  );
}

export interface Rung {
  id: number;
  fence: number;
  /** Epoch ms; null: it is over. */
  again: number | null;
}

/** Writes down what became of them, each only under its own fence. */
export async function finish(db: Database, rung: Rung[]): Promise<void> {
  await statement(
    db,
    'finish_alarms',
    sql`
      with asked as (
        select * from jsonb_to_recordset(${JSON.stringify(rung)}::jsonb) as asked(id bigint, fence int, again float8)
      ), locked as materialized (
        select id from alarms where id = any(${sql.param(rung.map(({ id }) => id))}::bigint[]) order by id for update
      ), over as (
        delete from alarms using asked
        where alarms.id = asked.id and alarms.fence = asked.fence and asked.again is null
          and alarms.id in (select id from locked)
      )
      update alarms set due_at = to_timestamp(again / 1000.0), next_at = to_timestamp(again / 1000.0), attempts = 0,
        lease_until = null
      from asked where alarms.id = asked.id and alarms.fence = asked.fence and asked.again is not null
        and alarms.id in (select id from locked)`,
  );
}

/** Holds on for `lease` ms from now. */
export async function renew(db: Handle, claims: Pick<Alarm, 'id' | 'fence'>[], lease: number): Promise<void> {
  const held = JSON.stringify(claims.map(({ id, fence }) => ({ id, fence })));
  await db.execute(sql`
    with asked as (select * from jsonb_to_recordset(${held}::jsonb) as asked(id bigint, fence int)),
    locked as materialized (select id from alarms where id in (select id from asked) order by id for update)
    update alarms set lease_until = ${inMilliseconds(lease)} from asked join locked using (id)
    where alarms.id = asked.id and alarms.fence = asked.fence`);
}

/** It could not be rung now: it is tried again at that instant (epoch ms). */
export async function putBack(db: Handle, { id, fence }: Alarm, nextAt: number): Promise<void> {
  await db
    .update(alarms)
    .set({ nextAt: new Date(nextAt), leaseUntil: null })
    .where(and(eq(alarms.id, id), eq(alarms.fence, fence)));
}

/** The worker stops: others may take these up at once. */
export async function letGo(db: Handle, claims: Pick<Alarm, 'id' | 'fence'>[]): Promise<void> {
  for (const { id, fence } of claims)
    await db
      .update(alarms)
      .set({ leaseUntil: null })
      .where(and(eq(alarms.id, id), eq(alarms.fence, fence)));
}

/** When the next one is to be rung (epoch ms). */
export async function nextDue(db: Database): Promise<number | undefined> {
  const [first] = await statement<{ at: number }>(
    db,
    'next_alarm',
    sql`select ${milliseconds(sql`next_at`)} as at from alarms
      where lease_until is null or lease_until < clock_timestamp() order by next_at limit 1`,
  );
  return first?.at;
}
