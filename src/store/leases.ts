/** The hold that a worker has on what it claimed: kept up while it works, let go when it stops or is known to be dead. */
import { inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Handle } from './database.ts';
import type { Claim } from './deliveries.ts';
import { inMilliseconds, instant, locked } from './fragments.ts';
import * as sanctionClaims from './sanction-claims.ts';
import { alarms } from './schema/alarms.ts';
import { deliveries } from './schema/deliveries.ts';
import { sources } from './schema/mentions.ts';
import { outbox } from './schema/outbox.ts';

type Held = Pick<Claim, 'id' | 'fence'>;

/** Holds on for `lease` ms from now, and answers to which. What another has taken over meanwhile stays with the other. */
export function renew(db: Handle, claims: Held[], lease: number): Promise<Held[]> {
  return hold(db, claims, inMilliseconds(lease));
}

/** The worker stops: others may take these up as those of a dead one whose lease is over. */
export async function letGo(db: Handle, claims: Held[]): Promise<void> {
  await hold(db, claims, sql`clock_timestamp() - interval '1 millisecond'`);
}

/**
 * Where one process at a time uses the database, whoever held something before is dead: all of it is free at once,
 * deliveries, messages, alarms and sanctions. `now` is epoch ms. Answers how many deliveries that were.
 */
export async function freeAll(db: Handle, now: number): Promise<number> {
  await db.update(outbox).set({ leaseUntil: null }).where(isNotNull(outbox.leaseUntil));
  await db.update(alarms).set({ leaseUntil: null }).where(isNotNull(alarms.leaseUntil));
  await db.update(sources).set({ leaseUntil: null }).where(isNotNull(sources.leaseUntil));
  await sanctionClaims.freeAll(db);
  const freed = await db
    .update(deliveries)
    .set({
      state: 'scheduled',
      fence: sql`${deliveries.fence} + 1`,
      leaseUntil: null,
      nextAt: new Date(now),
      triedAt: sql`case when ${deliveries.state} = 'sending' then ${instant(now)} else ${deliveries.triedAt} end`,
    })
    .where(inArray(deliveries.state, ['claimed', 'sending']))
    .returning({ id: deliveries.id });
  return freed.length;
}

async function hold(db: Handle, claims: Held[], until: SQL): Promise<Held[]> {
  if (claims.length === 0) return [];
  const asked = JSON.stringify(claims.map(({ id, fence }) => ({ id, fence })));
  const { rows } = await db.execute<{ id: number; fence: number }>(sql`
    with asked as (
      select * from jsonb_to_recordset(${asked}::jsonb) as asked(id bigint, fence int)
    ), ${locked(claims)}
    update deliveries set lease_until = ${until} from asked join locked using (id)
    where deliveries.id = asked.id and deliveries.fence = asked.fence
      and deliveries.state in ('claimed', 'sending')
    returning deliveries.id::float8 as id, deliveries.fence`);
  return rows;
}
