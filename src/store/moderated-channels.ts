/** Up to which message the rules of moderation have looked at each channel, and since when at the chat as a whole. */
import { and, eq, notInArray } from 'drizzle-orm';
import type { Database, Handle } from './database.ts';
import { moderatedChannels, moderatedChats } from './schema/cases.ts';

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

export type Look = Omit<typeof moderatedChats.$inferSelect, 'chat'>;

export async function lastLook(db: Handle, chat: string): Promise<Look | undefined> {
  const [found] = await db.select().from(moderatedChats).where(eq(moderatedChats.chat, chat));
  return found;
}

/** Channels besides these are forgotten: they are closed, gone or watched no more. */
export async function noteLook(
  database: Database,
  chat: string,
  look: Look,
  channels: readonly string[],
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction
      .insert(moderatedChats)
      .values({ chat, ...look })
      .onConflictDoUpdate({ target: moderatedChats.chat, set: look });
    await transaction
      .delete(moderatedChannels)
      .where(and(eq(moderatedChannels.chat, chat), notInArray(moderatedChannels.channel, [...channels])));
  });
}
