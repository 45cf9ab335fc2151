/** Messages of the outbox that are said as one: claimed, and looked at right before, together. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import { kindOf } from '../kit/subject.ts';
import type { Database } from './database.ts';
import { inMilliseconds, instant } from './fragments.ts';
import type { StoredMessage } from './outbox.ts';
import * as places from './outbox-places.ts';
import type { Look } from './outbox-sending.ts';
import { outbox } from './schema/outbox.ts';
import { statement } from './statement.ts';

/**
 * Takes the others that may be said in one message with a claim: of its kind and its kind of subject, for its place,
 * said once; of a claim that may have been sent, those that were sent with it.
 */
export async function claimWith(
  db: Database,
  { id, key, kind, subject, place, attempted }: StoredMessage,
  { now, lease }: { now: number; lease: number },
): Promise<StoredMessage[]> {
  const same = attempted
    ? sql`attempted and key = ${key}`
    : sql`not attempted and next_at <= ${instant(now)}`;
  const claimed = await statement<{ id: number }>(
    db,
    attempted ? 'claim_outbox_sent_with' : 'claim_outbox_with',
    sql`
      with locked as materialized (
        select id from outbox
        where place = ${place} and kind = ${kind} and split_part(subject, ':', 1) = ${kindOf(subject)}
          and id <> ${id} and message is null and not lasting and thread is null and priority <> 'crisis'
          and wanted > shown and state = 'waiting' and ${same}
          and (lease_until is null or lease_until < clock_timestamp())
        order by id limit ${MOST_TOGETHER - 1} for update skip locked
      )
      update outbox set fence = fence + 1, lease_until = ${inMilliseconds(lease)}
      from locked where outbox.id = locked.id
      returning outbox.id::float8 as id`,
  );
  if (claimed.length === 0) return [];
  const ids = claimed.map((one) => one.id);
  return db.select().from(outbox).where(inArray(outbox.id, ids)).orderBy(outbox.id);
}

/** The same look for several that are said in one message, by the key of the first. `ended`: one of them is not wanted any more. */
export async function lookAtAll(
  db: Database,
  claims: StoredMessage[],
  { now, pace, lease }: { now: number; pace: places.Pace; lease: number },
): Promise<Look> {
  const [first] = claims;
  if (!first) return 'ended';
  return db.transaction(async (transaction) => {
    const freeAt = await places.takeTurn(transaction, first.place, now, pace);
    if (freeAt !== undefined) return { notBefore: freeAt };
    const fences = new Map(claims.map(({ id, fence }) => [id, fence]));
    const ids = [...fences.keys()];
    const rows = await transaction
      .select({ id: outbox.id, fence: outbox.fence })
      .from(outbox)
      .where(and(inArray(outbox.id, ids), eq(outbox.state, 'waiting')))
      .orderBy(outbox.id)
      .for('update');
    if (rows.filter(({ id, fence }) => fences.get(id) === fence).length < claims.length) return 'ended';
    await transaction
      .update(outbox)
      .set({ attempted: true, key: first.key, leaseUntil: inMilliseconds(lease) })
      .where(inArray(outbox.id, ids));
    return 'go';
  });
}

/** What one card can list. */
const MOST_TOGETHER = 20;
