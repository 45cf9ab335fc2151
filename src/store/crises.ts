/** Crises, the steps of their climbs, and what was said of them. Whoever changes one holds its row. */
import { and, asc, desc, eq, gt, inArray, isNotNull, or, sql } from 'drizzle-orm';
import type { Crisis, Mark } from '../crisis/crisis.ts';
import type { DoneStep } from '../crisis/escalation.ts';
import type { Handle, Transaction } from './database.ts';
import { type CrisisLink, crises, crisisNotes, crisisSteps } from './schema/crises.ts';

export type StoredCrisis = typeof crises.$inferSelect;
export type StoredStep = typeof crisisSteps.$inferSelect;
export type StoredNote = typeof crisisNotes.$inferSelect;
export type { CrisisLink };

export type NewCrisis = Pick<StoredCrisis, 'topic' | 'title'> &
  Partial<Pick<StoredCrisis, 'sentence' | 'quoted' | 'links' | 'conversationId' | 'openedBy'>>;

export async function insert(db: Handle, made: NewCrisis, crisis: Crisis): Promise<StoredCrisis> {
  const [stored] = await db
    .insert(crises)
    .values({ ...made, ...columnsOf(crisis) })
    .returning();
  if (!stored) throw new Error('The crisis was not stored.');
  return stored;
}

export async function update(
  db: Handle,
  id: number,
  crisis: Crisis,
  more: Partial<Pick<StoredCrisis, 'sentence' | 'links'>> = {},
): Promise<StoredCrisis> {
  const [stored] = await db
    .update(crises)
    .set({ ...more, ...columnsOf(crisis) })
    .where(eq(crises.id, id))
    .returning();
  if (!stored) throw new Error(`The crisis ${id} was not stored.`);
  return stored;
}

/** `at`: epoch ms; null: none is due. */
export async function noteNextSteps(db: Handle, steps: { id: number; at: number | null }[]): Promise<void> {
  await db.execute(sql`
    update crises set next_step_at = to_timestamp(asked.at / 1000.0)
    from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as asked(id bigint, at float8)
    where crises.id = asked.id`);
}

export async function noteFreeze(db: Handle, id: number, freezeId: number): Promise<void> {
  await db.update(crises).set({ freezeId }).where(eq(crises.id, id));
}

export async function find(db: Handle, id: number): Promise<StoredCrisis | undefined> {
  return (await db.select().from(crises).where(eq(crises.id, id)))[0];
}

export async function findForUpdate(transaction: Transaction, id: number): Promise<StoredCrisis | undefined> {
  return (await transaction.select().from(crises).where(eq(crises.id, id)).for('update'))[0];
}

/** In one order everywhere, so that no two transactions wait in a circle. */
export async function findAllForUpdate(transaction: Transaction, ids: number[]): Promise<StoredCrisis[]> {
  return transaction
    .select()
    .from(crises)
    .where(inArray(crises.id, ids))
    .orderBy(asc(crises.id))
    .for('update');
}

/** Those that go on, the newest first. */
export async function goingOn(db: Handle, most: number): Promise<StoredCrisis[]> {
  return db.select().from(crises).where(isOn).orderBy(desc(crises.id)).limit(most);
}

/** Those in which nobody has answered yet, the oldest first; from behind `after` on. */
export async function climbing(db: Handle, most: number, after = 0): Promise<StoredCrisis[]> {
  return db
    .select()
    .from(crises)
    .where(and(eq(crises.state, 'open'), isOn, gt(crises.id, after)))
    .orderBy(asc(crises.id))
    .limit(most);
}

/**
 * The newest that goes on and that an alert of this topic belongs to, locked: its own, or one that takes in both since
 * either is about all topics together.
 */
export async function joinedBy(transaction: Transaction, topic: string): Promise<StoredCrisis | undefined> {
  // Two alerts at once are one crisis, also where there is no row yet that both could wait for.
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtext('crises'))`);
  const same = topic === '' ? undefined : or(eq(crises.topic, topic), eq(crises.topic, ''));
  const [found] = await transaction
    .select()
    .from(crises)
    .where(and(isOn, same ?? isNotNull(crises.topic)))
    .orderBy(desc(crises.id))
    .limit(1)
    .for('update');
  return found;
}

/** Throws where one of them was done before: nothing of its transaction is said then. */
export async function addSteps(
  db: Handle,
  steps: (DoneStep & { crisisId: number; dueAt: number; reached: string[]; missing: string[] })[],
): Promise<void> {
  if (steps.length === 0) return;
  const rows = steps.map(({ crisisId, climb, round, level, kind, at, dueAt, reached, missing }) => ({
    ...{ crisisId, climb, round, level, kind, reached, missing },
    ...{ at: new Date(at), dueAt: new Date(dueAt) },
  }));
  await db.insert(crisisSteps).values(rows);
}

/** Whoever it was to reach was not. One that reached nobody is as if it had been skipped. False: it was noted before. */
export async function noteUnreached(
  db: Handle,
  crisisId: number,
  { climb, round, level }: Pick<DoneStep, 'climb' | 'round' | 'level'>,
  { who, missing }: { who: string; missing: string },
): Promise<boolean> {
  const left = sql`array_remove(${crisisSteps.reached}, ${who})`;
  const noted = await db
    .update(crisisSteps)
    .set({
      reached: left,
      missing: sql`array_append(${crisisSteps.missing}, ${missing})`,
      kind: sql`case when cardinality(${left}) = 0 then 'skip' else ${crisisSteps.kind} end`,
    })
    .where(
      and(
        ...[eq(crisisSteps.crisisId, crisisId), eq(crisisSteps.climb, climb)],
        ...[eq(crisisSteps.round, round), eq(crisisSteps.level, level)],
        sql`${who} = any(${crisisSteps.reached})`,
      ),
    )
    .returning({ id: crisisSteps.id });
  return noted.length > 0;
}

/** In the order in which they were done. */
export async function stepsOf(db: Handle, ids: number[]): Promise<Map<number, StoredStep[]>> {
  const steps = new Map<number, StoredStep[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return steps;
  const rows = await db
    .select()
    .from(crisisSteps)
    .where(inArray(crisisSteps.crisisId, ids))
    .orderBy(asc(crisisSteps.id));
  for (const row of rows) steps.get(row.crisisId)?.push(row);
  return steps;
}

export async function addNote(
  db: Handle,
  crisisId: number,
  note: { personId: number | null; at: number; text: string },
): Promise<void> {
  await db.insert(crisisNotes).values({ ...note, crisisId, at: new Date(note.at) });
}

/** The newest, oldest first. */
export async function notesOf(db: Handle, crisisId: number, most: number): Promise<StoredNote[]> {
  const newest = await db
    .select()
    .from(crisisNotes)
    .where(eq(crisisNotes.crisisId, crisisId))
    .orderBy(desc(crisisNotes.id))
    .limit(most);
  return newest.reverse();
}

export function crisisOf(stored: StoredCrisis): Crisis {
  const { state, severity } = stored;
  return {
    ...{ state, severity, openedAt: stored.openedAt.getTime() },
    climb: {
      number: stored.climbNumber,
      since: stored.climbSince.getTime(),
      fromLevel: stored.climbFromLevel,
    },
    alertedAt: (stored.alertedAt ?? stored.openedAt).getTime(),
    acknowledged: markOf(stored.acknowledgedBy, stored.acknowledgedAt),
    firstAcknowledgedAt: stored.firstAcknowledgedAt?.getTime() ?? null,
    ended: markOf(stored.endedBy, stored.endedAt),
  };
}

export function doneOf({ climb, round, level, kind, at }: StoredStep): DoneStep {
  return { climb, round, level, kind, at: at.getTime() };
}

function markOf(personId: number | null, at: Date | null): Mark | null {
  return personId === null || at === null ? null : { personId, at: at.getTime() };
}

function columnsOf(crisis: Crisis) {
  const { state, severity, openedAt, alertedAt, climb, acknowledged, firstAcknowledgedAt, ended } = crisis;
  return {
    ...{ state, severity, openedAt: new Date(openedAt), alertedAt: new Date(alertedAt) },
    ...{ climbNumber: climb.number, climbSince: new Date(climb.since), climbFromLevel: climb.fromLevel },
    acknowledgedBy: acknowledged?.personId ?? null,
    acknowledgedAt: acknowledged ? new Date(acknowledged.at) : null,
    firstAcknowledgedAt: firstAcknowledgedAt === null ? null : new Date(firstAcknowledgedAt),
    endedBy: ended?.personId ?? null,
    endedAt: ended ? new Date(ended.at) : null,
  };
}

/** Two people turn out to be one: what `gone` did is `kept`'s. */
export async function mergePeople(db: Handle, kept: number, gone: number): Promise<void> {
  await db.update(crises).set({ openedBy: kept }).where(eq(crises.openedBy, gone));
  await db.update(crises).set({ acknowledgedBy: kept }).where(eq(crises.acknowledgedBy, gone));
  await db.update(crises).set({ endedBy: kept }).where(eq(crises.endedBy, gone));
  await db.update(crisisNotes).set({ personId: kept }).where(eq(crisisNotes.personId, gone));
}

/** As the partial index has it. */
const isOn = sql`${crises.state} in ('open', 'acknowledged')`;
