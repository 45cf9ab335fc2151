/** Reports that were made: one for each audience and period, there before anything of it is said. */
import { and, eq } from 'drizzle-orm';
import type { Report } from '../reports/report.ts';
import type { Handle } from './database.ts';
import { reports } from './schema/reports.ts';

export type StoredReport = typeof reports.$inferSelect;

/** Undefined: there is one already; it stays as it is. */
export async function add(
  db: Handle,
  made: { audience: string; report: Report; shown: string[]; now: number },
): Promise<StoredReport | undefined> {
  const { audience, report, shown, now } = made;
  const [added] = await db
    .insert(reports)
    .values({ audience, period: report.period.name, report, shown, madeAt: new Date(now) })
    .onConflictDoNothing()
    .returning();
  return added;
}

export async function find(db: Handle, id: number): Promise<StoredReport | undefined> {
  return (await db.select().from(reports).where(eq(reports.id, id)))[0];
}

export async function findFor(
  db: Handle,
  audience: string,
  period: string,
): Promise<StoredReport | undefined> {
  const [found] = await db
    .select()
    .from(reports)
    .where(and(eq(reports.audience, audience), eq(reports.period, period)));
  return found;
}
