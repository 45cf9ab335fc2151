/** Which events of the chats were handled already. */
import { lt } from 'drizzle-orm';
import type { Handle } from './database.ts';
import { handledEvents } from './schema.ts';

/** True for the first who asks with this event, in whichever process. */
export async function first(db: Handle, event: string): Promise<boolean> {
  const made = await db
    .insert(handledEvents)
    .values({ event })
    .onConflictDoNothing()
    .returning({ event: handledEvents.event });
  return made.length === 1;
}

export async function forget(db: Handle, before: Date): Promise<void> {
  await db.delete(handledEvents).where(lt(handledEvents.handledAt, before));
}
