/** Up to which message the rules of moderation have looked at each channel. */
import { eq } from 'drizzle-orm';
import type { Handle } from './database.ts';
import { moderatedChannels } from './schema/cases.ts';

/** Channel → the id of a message. */
export async function lookedAt(db: Handle, chat: string): Promise<Map<string, string>> {
  const rows = await db.select().from(moderatedChannels).where(eq(moderatedChannels.chat, chat));
  return new Map(rows.map(({ channel, message }) => [channel, message]));
}

export async function advance(db: Handle, chat: string, channel: string, message: string): Promise<void> {
  await db
    .insert(moderatedChannels)
    .values({ chat, channel, message })
    .onConflictDoUpdate({ target: [moderatedChannels.chat, moderatedChannels.channel], set: { message } });
}
