/** The gate that everything passes before it is sent: closed for what is frozen, and for accounts that refused the sign-in. */
import { sql } from 'drizzle-orm';
import type { Handle, Transaction } from './database.ts';
import { publishingGate } from './schema/freezes.ts';

/**
 * Sets the gate to what freezes and pauses say now. Waits for whoever is just committing an intent; from the commit of
 * this transaction on nobody else begins what is closed.
 */
export async function setGate(transaction: Transaction): Promise<void> {
  // On its own, first: a statement that waited for the row would still see freezes and pauses as they were before.
  await transaction.select().from(publishingGate).for('update');
  await transaction.execute(sql`
    update publishing_gate set
      all_frozen = exists (select 1 from freezes where lifted_at is null and targets is null),
      frozen = array(select distinct unnest(targets) from freezes where lifted_at is null),
      paused = array(select target from pauses where resumed_at is null)`);
}

/** Which of these are closed now. */
export async function closedTargets(db: Handle, targets: string[]): Promise<string[]> {
  const [gate] = await db.select().from(publishingGate);
  if (!gate) return [];
  return targets.filter(
    (target) => gate.allFrozen || gate.frozen.includes(target) || gate.paused.includes(target),
  );
}
