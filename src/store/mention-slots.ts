/** How much is written to us, in five-minute slots by topic and source: what is felt is read from these, not from mentions. */
import { sql } from 'drizzle-orm';
import type { Handle } from './database.ts';
import { mentionSlots, type mentions } from './schema/mentions.ts';

/** ms */
export const SLOT = 5 * 60_000;

/** What a mention counts in its slots: 1 for each topic and for all together. */
export interface Counted {
  mention: typeof mentions.$inferSelect;
  by: 1 | -1;
}

/** Written once for a whole transaction and in one order, so that two of them never wait in a circle. */
export async function count(db: Handle, counted: Counted[]): Promise<void> {
  const slots = new Map<string, typeof mentionSlots.$inferInsert>();
  for (const { mention, by } of counted) {
    const mood = mention.correctedTo ?? mention.label;
    const at = Math.floor(mention.writtenAt.getTime() / SLOT) * SLOT;
    for (const topic of ['', ...mention.topics]) {
      const { source } = mention;
      const key = JSON.stringify([topic, at, source]);
      const slot = slots.get(key) ?? { topic, source, at: new Date(at), count: 0, negative: 0, positive: 0 };
      slot.count += by;
      slot.negative += mood === 'negative' ? by : 0;
      slot.positive += mood === 'positive' ? by : 0;
      slots.set(key, slot);
    }
  }
  if (slots.size === 0) return;
  const rows = [...slots.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, slot]) => slot);
  await db
    .insert(mentionSlots)
    .values(rows)
    .onConflictDoUpdate({
      target: [mentionSlots.topic, mentionSlots.at, mentionSlots.source],
      set: {
        count: sql`${mentionSlots.count} + excluded.count`,
        negative: sql`${mentionSlots.negative} + excluded.negative`,
        positive: sql`${mentionSlots.positive} + excluded.positive`,
      },
    });
}
