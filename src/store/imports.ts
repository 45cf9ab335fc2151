/** Which rows of spreadsheets became posts, so that a file that is read again makes none twice. */
import { eq, inArray } from 'drizzle-orm';
import type { Handle, Transaction } from './database.ts';
import { imports } from './schema/imports.ts';

/** Key → post, of those that are known. */
export async function findAll(db: Handle, keys: string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const rows = await db.select().from(imports).where(inArray(imports.key, keys));
  return new Map(rows.flatMap(({ key, postId }) => (postId === null ? [] : [[key, postId] as const])));
}

/** True for the first; whoever asks at the same moment waits until that transaction has ended. */
export async function claim(transaction: Transaction, key: string): Promise<boolean> {
  const made = await transaction.insert(imports).values({ key }).onConflictDoNothing().returning();
  return made.length > 0;
}

export async function settle(transaction: Transaction, key: string, postId: number): Promise<void> {
  await transaction.update(imports).set({ postId }).where(eq(imports.key, key));
}
