/** The places that the outbox writes to: how fast they may be written to, and what is wrong with them. */
import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import type { Handle } from './database.ts';
import { instant, milliseconds } from './fragments.ts';
import { outbox, outboxPlaces } from './schema/outbox.ts';

/** How fast a place may be written to: `burst` at once, then one each `interval` ms. */
export interface Pace {
  interval: number;
  burst: number;
}

/** Takes a turn in a place (a leaky bucket). Undefined: taken; else when there is room again (epoch ms). */
export async function takeTurn(
  db: Handle,
  place: string,
  now: number,
  pace: Pace,
): Promise<number | undefined> {
  const { interval, burst } = pace;
  const { rows } = await db.execute<{ isFree: boolean; at: number | null }>(sql`
    insert into outbox_places (place) values (${place}) on conflict (place) do update set place = excluded.place
    returning coalesce(free_at <= ${instant(now)}, true) as "isFree", ${milliseconds(sql`free_at`)} as at`);
  const [known] = rows;
  if (known && !known.isFree) return known.at ?? now + interval;
  // A place that was left alone saves up a burst, and no more.
  const saved = now - interval * (burst - 1);
  await db.execute(sql`
    update outbox_places set free_at = greatest(free_at, ${instant(saved)}) + ${interval}::float8 * interval '1 millisecond'
    where place = ${place}`);
  return undefined;
}

/** The chat asked for patience: nothing is sent there before that instant (epoch ms). */
export async function slowDown(db: Handle, place: string, until: number): Promise<void> {
  await db.execute(sql`
    insert into outbox_places (place, free_at) values (${place}, ${instant(until)})
    on conflict (place) do update set free_at = greatest(outbox_places.free_at, excluded.free_at)`);
}

/** What is wrong with a place, until something is shown there again. Answers since when it is so where that is news (epoch ms). */
export async function noteFault(
  db: Handle,
  place: string,
  fault: string,
  now: number,
): Promise<number | undefined> {
  const { rows } = await db.execute(sql`
    insert into outbox_places (place, fault, fault_since) values (${place}, ${fault}, ${instant(now)})
    on conflict (place) do update set fault = excluded.fault, fault_since = excluded.fault_since
      where outbox_places.fault is distinct from excluded.fault
    returning place`);
  return rows.length > 0 ? now : undefined;
}

/** It takes messages. Where it did not before, what waits for it is due at once; answers whether that was so. */
export async function noteFine(db: Handle, place: string, now: number): Promise<boolean> {
  const mended = await db
    .update(outboxPlaces)
    .set({ fault: null, faultSince: null })
    .where(and(eq(outboxPlaces.place, place), isNotNull(outboxPlaces.fault)))
    .returning({ place: outboxPlaces.place });
  if (mended.length > 0) await retry(db, place, now);
  return mended.length > 0;
}

/** What waits for a place after a failure is tried at once. */
export async function retry(db: Handle, place: string, now: number): Promise<void> {
  const waiting = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.place, place), sql`${outbox.wanted} > ${outbox.shown} and ${outbox.failures} > 0`))
    .orderBy(outbox.id)
    .for('update');
  await db
    .update(outbox)
    .set({ nextAt: new Date(now) })
    .where(inArray(outbox.id, waiting));
}

/** What is wrong with these places, by their names (`slack:C1`); those that are fine are left out. */
export async function faultsOf(db: Handle, names: string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const found = await db
    .select()
    .from(outboxPlaces)
    .where(and(inArray(outboxPlaces.place, names), isNotNull(outboxPlaces.fault)));
  return new Map(found.map(({ place, fault }) => [place, fault ?? '']));
}

/** Those of these channels in which something stands. */
export async function usedOf(
  db: Handle,
  channels: { chat: string; channel: string }[],
): Promise<Set<string>> {
  if (channels.length === 0) return new Set();
  const here = channels.map(({ chat, channel }) => and(eq(outbox.chat, chat), eq(outbox.channel, channel)));
  const found = await db
    .selectDistinct({ place: outbox.place })
    .from(outbox)
    .where(and(or(...here), isNotNull(outbox.message)));
  return new Set(found.map(({ place }) => place));
}

export function placeOf({ chat, channel }: { chat: string; channel: string }): string {
  return `${chat}:${channel}`;
}
