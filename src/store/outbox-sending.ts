/**
 * How the outbox is worked off: rows that are due are claimed under a lease and a fence, a place is written to by one
 * at a time and no faster than its chat allows. Leases run by the database's clock, all else by the app's.
 */
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { randomKey } from '../kit/key.ts';
import type { Database, Handle } from './database.ts';
import { inMilliseconds, instant, milliseconds } from './fragments.ts';
import type { StoredMessage } from './outbox.ts';
import * as places from './outbox-places.ts';
import { outbox } from './schema/outbox.ts';
import { statement } from './statement.ts';

/** Turns the changes of subjects into edits that are due; what changes from here on is another edit. */
export async function takeChanges(db: Database): Promise<void> {
  await statement(
    db,
    'take_outbox_changes',
    sql`
      with seen as (
        delete from outbox_changes where id in (
          select id from outbox_changes order by id limit ${MOST_CHANGES} for update skip locked)
        returning subject
      ), locked as materialized (
        select id from outbox where subject in (select subject from seen) and lasting and state in ('waiting', 'sent')
        order by id for update
      )
      update outbox set wanted = wanted + 1 from locked where outbox.id = locked.id`,
  );
}

export interface Room {
  /** Epoch ms. */
  now: number;
  /** The chats that this process speaks in. */
  chats: string[];
  /** How many of each may be begun. */
  crisis: number;
  normal: number;
  /** ms. */
  lease: number;
}

/**
 * Takes what is due: a crisis first, then what was not said yet before what is to be edited, the oldest first. New
 * messages to one place are taken one by one, and only while it may be written to.
 */
export async function claimDue(db: Database, room: Room): Promise<StoredMessage[]> {
  const claimed = await statement<{ id: number }>(
    db,
    'claim_outbox',
    sql`
      with held as materialized (
        select place from outbox where lease_until > clock_timestamp() and message is null
      ), due as materialized (
        select outbox.id, outbox.priority, outbox.message is not null as is_edit,
          row_number() over (
            partition by outbox.place, outbox.message is not null, case when outbox.message is not null then outbox.id end
            order by outbox.priority = 'crisis' desc, outbox.id) as in_place
        from outbox left join outbox_places using (place)
        where wanted > shown and state <> 'ended' and next_at <= ${instant(room.now)}
          and (lease_until is null or lease_until < clock_timestamp())
          and (chat is null or chat = any(${sql.param(room.chats)}::text[]))
          and (message is not null or free_at is null or free_at <= ${instant(room.now)})
          and (message is not null or priority = 'crisis' or place not in (select place from held))
      ), chosen as materialized (
        select id, priority, row_number() over (partition by priority order by is_edit, id) as number
        from due where in_place = 1
      ), locked as materialized (
        select outbox.id from outbox
        where id in (select id from chosen
            where number <= case priority when 'crisis' then ${room.crisis}::int else ${room.normal}::int end)
          and wanted > shown and state <> 'ended' and (lease_until is null or lease_until < clock_timestamp())
        order by id for update skip locked
      )
      update outbox set fence = fence + 1, lease_until = ${inMilliseconds(room.lease)}
      from locked where outbox.id = locked.id
      returning outbox.id::float8 as id`,
  );
  if (claimed.length === 0) return [];
  const ids = claimed.map(({ id }) => id);
  const rows = await db.select().from(outbox).where(inArray(outbox.id, ids)).orderBy(outbox.id);
  return rows.sort((one, other) => Number(other.priority === 'crisis') - Number(one.priority === 'crisis'));
}

/** When something falls due that is not due yet (epoch ms); undefined: nothing does. */
export async function nextDue(db: Database, now: number): Promise<number | undefined> {
  const [first] = await statement<{ at: number | null }>(
    db,
    'next_outbox',
    sql`
      select ${milliseconds(sql`min(at)`)} as at from (
        select case when message is null then greatest(next_at, free_at) else next_at end as at
        from outbox left join outbox_places using (place)
        where wanted > shown and state <> 'ended' and (lease_until is null or lease_until < clock_timestamp())
      ) as behind where at > ${instant(now)}`,
  );
  return first?.at ?? undefined;
}

/** `go`: it may be sent. `ended`: nobody wants it any more. Else not before that instant (epoch ms). */
export type Look = 'go' | 'ended' | { notBefore: number };

/**
 * The look right before a message is sent, in a transaction of its own: it is still wanted and still ours, and its
 * place has room. Whoever ends it from here on is too late.
 */
export async function look(
  db: Database,
  claim: Pick<StoredMessage, 'id' | 'fence' | 'place'>,
  { now, pace, lease }: { now: number; pace: places.Pace; lease: number },
): Promise<Look> {
  return db.transaction(async (transaction) => {
    const freeAt = await places.takeTurn(transaction, claim.place, now, pace);
    if (freeAt !== undefined) return { notBefore: freeAt };
    const [ours] = await transaction
      .update(outbox)
      .set({ attempted: true, leaseUntil: inMilliseconds(lease) })
      .where(and(eq(outbox.id, claim.id), eq(outbox.fence, claim.fence), eq(outbox.state, 'waiting')))
      .returning({ id: outbox.id });
    return ours ? 'go' : 'ended';
  });
}

/** After a `look`: no chat has taken it, so that the next try sends it without looking for it. */
export async function noteUntaken(
  db: Database,
  { id, fence }: Pick<StoredMessage, 'id' | 'fence'>,
): Promise<void> {
  await db
    .update(outbox)
    .set({ attempted: false })
    .where(and(eq(outbox.id, id), eq(outbox.fence, fence)));
}

/** What became of a claim. */
export interface Done {
  /** Where its message stands; left out where nothing was sent. */
  sent?: { chat: string; channel: string; message: string };
  shownHash?: string | null;
  /** Nothing is done about it any more. */
  ended?: boolean;
}

/**
 * It shows what was wanted when it was claimed. One that was ended while it was sent is kept true from here on, as it
 * is out. Of one subject the newest message to a person is kept true: earlier ones lose what can be pressed.
 */
export async function finish(db: Handle, claim: StoredMessage, done: Done): Promise<void> {
  const state = done.ended ? 'ended' : done.sent ? 'sent' : undefined;
  const [ours] = await db
    .update(outbox)
    .set({
      ...done.sent,
      ...(done.shownHash === undefined ? {} : { shownHash: done.shownHash }),
      ...(state ? { state } : {}),
      shown: claim.wanted,
      // Ended while it was sent: what it shows is out of date.
      wanted: sql`${outbox.wanted} + case when ${outbox.lasting} and ${outbox.state} in ('withdrawn', 'ended') then 1 else 0 end`,
      leaseUntil: null,
      failures: 0,
    })
    .where(and(eq(outbox.id, claim.id), eq(outbox.fence, claim.fence)))
    .returning();
  const isNew = ours !== undefined && claim.message === null;
  if (isNew && done.sent && claim.lasting) await supersede(db, ours, done.sent);
}

async function supersede(
  db: Handle,
  { id, subject, personId }: StoredMessage,
  { chat, channel }: NonNullable<Done['sent']>,
): Promise<void> {
  if (personId === null) return;
  await db
    .update(outbox)
    .set({ state: 'superseded', wanted: sql`${outbox.wanted} + 1` })
    .where(
      and(
        ...[eq(outbox.subject, subject), eq(outbox.personId, personId), ne(outbox.id, id)],
        ...[eq(outbox.chat, chat), eq(outbox.channel, channel)],
        ...[eq(outbox.state, 'sent'), outbox.lasting],
      ),
    );
}

/** Why a claim is given back. */
export interface Putback {
  /** Epoch ms by the app's clock. */
  nextAt: number;
  failed: boolean;
  /** Its message was deleted by somebody: another one is sent. */
  anew?: boolean;
}

export async function putBack(
  db: Handle,
  claim: Pick<StoredMessage, 'id' | 'fence'>,
  { nextAt, failed, anew }: Putback,
): Promise<void> {
  await db
    .update(outbox)
    .set({
      nextAt: new Date(nextAt),
      leaseUntil: null,
      ...(failed ? { failures: sql`${outbox.failures} + 1` } : {}),
      ...(anew
        ? { state: 'waiting', message: null, attempted: false, shownHash: null, key: randomKey() }
        : {}),
    })
    .where(and(eq(outbox.id, claim.id), eq(outbox.fence, claim.fence)));
}

/** The worker stops: others may take these up at once. */
export async function letGo(db: Handle, claims: Pick<StoredMessage, 'id' | 'fence'>[]): Promise<void> {
  for (const { id, fence } of claims)
    await db
      .update(outbox)
      .set({ leaseUntil: null })
      .where(and(eq(outbox.id, id), eq(outbox.fence, fence)));
}

/** Subjects may change by the thousand, as when somebody is away who is awaited everywhere. */
const MOST_CHANGES = 1_000;
