/** Which events of the chats were handled already. */
import { lt, sql } from 'drizzle-orm';
import { batched } from '../kit/batch.ts';
import type { Database, Handle } from './database.ts';
import { handledEvents } from './schema/events.ts';
import { statement } from './statement.ts';

/** True for the first who asks with an event, in whichever process. Many who ask at once are one statement. */
export function firstTimes(db: Database): (event: string) => Promise<boolean> {
  return batched(async (events: string[]) => {
    // One that is here twice is new once.
    const fresh = new Set(await insertNew(db, [...new Set(events)]));
    return events.map((event) => fresh.delete(event));
  });
}

async function insertNew(db: Database, events: string[]): Promise<string[]> {
  const made = await statement<{ event: string }>(
    db,
    'first_events',
    sql`insert into handled_events (event) select unnest(${sql.param(events)}::text[])
      on conflict do nothing returning event`,
  );
  return made.map((row) => row.event);
}

export async function forget(db: Handle, before: Date): Promise<void> {
  await db.delete(handledEvents).where(lt(handledEvents.handledAt, before));
}
