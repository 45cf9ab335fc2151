/**
 * Who is just bringing about a person's timeout or ban: one process at a time, by the database's clock. A claim and not a
 * lock: no connection is held while a chat is asked. It outlives every request, so that whoever takes over from a dead
 * process sees all that it did.
 */
import { and, eq, gt, ne, or, type SQL, sql } from 'drizzle-orm';
import { randomKey } from '../kit/key.ts';
import type { SanctionKind } from '../moderation/sanction.ts';
import type { Handle } from './database.ts';
import { inMilliseconds, milliseconds } from './fragments.ts';
import { sanctionClaims } from './schema/cases.ts';

export interface Sanctioned {
  chat: string;
  userId: string;
  kind: SanctionKind;
}

export interface Claim extends Sanctioned {
  holder: string;
  /** ms for which what a dead process had asked the chat for may still come about. */
  doubt: number;
}

/** For `lease` ms; undefined: another process holds it. To be called with the sanction's row locked. */
export async function take(
  db: Handle,
  { chat, userId, kind }: Sanctioned,
  lease: number,
): Promise<Claim | undefined> {
  const holder = randomKey();
  const { rows } = await db.execute<{ doubt: number }>(sql`
    insert into sanction_claims as known (chat, user_id, kind, holder, lease_until)
    values (${chat}, ${userId}, ${kind}, ${holder}, ${inMilliseconds(lease)})
    on conflict (chat, user_id, kind) do update set holder = excluded.holder, lease_until = excluded.lease_until
    where known.holder = '' or known.lease_until < clock_timestamp()
    returning greatest(0, ${milliseconds(sql`known.doubt_until - clock_timestamp()`)}) as doubt`);
  const [taken] = rows;
  return taken && { chat, userId, kind, holder, doubt: Number(taken.doubt) };
}

/** Holds on for `lease` ms from now. False: another process has it by now. */
export async function renew(db: Handle, claim: Claim, lease: number): Promise<boolean> {
  const renewed = await db
    .update(sanctionClaims)
    .set({ leaseUntil: inMilliseconds(lease) })
    .where(heldAs(claim))
    .returning({ holder: sanctionClaims.holder });
  return renewed.length > 0;
}

/** What is in doubt stays so for the next one. */
export async function release(db: Handle, claim: Claim): Promise<void> {
  if (claim.doubt > 0) await db.update(sanctionClaims).set({ holder: '' }).where(heldAs(claim));
  else await db.delete(sanctionClaims).where(heldAs(claim));
}

/** Whether something that was asked for may be on its way to the chat. */
export async function isUnderWay(db: Handle, sanctioned: Sanctioned): Promise<boolean> {
  const now = sql`clock_timestamp()`;
  const { holder, leaseUntil, doubtUntil } = sanctionClaims;
  const [found] = await db
    .select({ holder })
    .from(sanctionClaims)
    .where(and(about(sanctioned), or(and(ne(holder, ''), gt(leaseUntil, now)), gt(doubtUntil, now))));
  return found !== undefined;
}

/** Whoever held something is dead: others may go on at once, and know what is in doubt. */
export async function freeAll(db: Handle): Promise<void> {
  await db
    .update(sanctionClaims)
    .set({ holder: '', doubtUntil: sql`${sanctionClaims.leaseUntil}` })
    .where(ne(sanctionClaims.holder, ''));
}

function about({ chat, userId, kind }: Sanctioned): SQL | undefined {
  return and(eq(sanctionClaims.chat, chat), eq(sanctionClaims.userId, userId), eq(sanctionClaims.kind, kind));
}

function heldAs(claim: Claim): SQL | undefined {
  return and(about(claim), eq(sanctionClaims.holder, claim.holder));
}
