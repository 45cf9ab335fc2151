/** What networks show of published posts: one row for each delivery that was read. */
import { eq } from 'drizzle-orm';
import type { Handle } from './database.ts';
import { receipts } from './schema/receipts.ts';

export type StoredReceipt = typeof receipts.$inferSelect;
export type { PartDrift, ReceiptOutcome, Rewriting } from './schema/receipts.ts';

export async function find(db: Handle, deliveryId: number): Promise<StoredReceipt | undefined> {
  const [found] = await db.select().from(receipts).where(eq(receipts.deliveryId, deliveryId));
  return found;
}

export async function keep(db: Handle, receipt: StoredReceipt): Promise<void> {
  const { deliveryId: _, ...rest } = receipt;
  await db.insert(receipts).values(receipt).onConflictDoUpdate({ target: receipts.deliveryId, set: rest });
}
