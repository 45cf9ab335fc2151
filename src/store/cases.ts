/** Moderation's cases: opened with the intent to act, which is what is found again after a crash. */
import { and, asc, desc, eq, gte, inArray, sql } from 'drizzle-orm';
import type { CaseAction, CaseOrigin, CaseState } from '../moderation/case.ts';
import type { Decision } from '../moderation/evaluate.ts';
import type { Handle, Transaction } from './database.ts';
import { caseMessages, caseNotes, caseReports, cases, type Deletion } from './schema/cases.ts';

export type StoredCase = typeof cases.$inferSelect;
export type StoredCaseMessage = typeof caseMessages.$inferSelect;
export type StoredNote = typeof caseNotes.$inferSelect;

/** Somebody as a chat knows them. */
export interface Accused {
  chat: string;
  userId: string;
  userName: string;
}

export interface NewCase extends Accused {
  origin: CaseOrigin;
  action: CaseAction;
  state: CaseState;
  decisions?: Decision[];
  reason?: string;
  moderatorId?: number;
  until?: number | null;
  noticeKey: string;
  notice: StoredCase['notice'];
  at: number;
}

export interface Evidence {
  chat: string;
  channel: string;
  message: string;
  text: string;
  files: string[];
  at: number;
  deletion: Deletion;
}

/** What is decided about somebody is decided one after another, in whichever process. To be called first. */
export async function lockPerson(
  transaction: Transaction,
  { chat, userId }: Pick<Accused, 'chat' | 'userId'>,
): Promise<void> {
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtext(${`moderation:${chat}:${userId}`}::text))`,
  );
}

export async function open(db: Handle, { at, until, ...made }: NewCase): Promise<StoredCase> {
  const [opened] = await db
    .insert(cases)
    .values({ ...made, openedAt: new Date(at), until: until == null ? null : new Date(until) })
    .returning();
  if (!opened) throw new Error('The case was not kept.');
  return opened;
}

/** Once for a case and message. */
export async function addMessage(db: Handle, caseId: number, { at, ...evidence }: Evidence): Promise<void> {
  await db
    .insert(caseMessages)
    .values({ caseId, ...evidence, writtenAt: new Date(at) })
    .onConflictDoNothing();
}

export async function find(db: Handle, id: number): Promise<StoredCase | undefined> {
  return (await db.select().from(cases).where(eq(cases.id, id)))[0];
}

export async function findForUpdate(transaction: Transaction, id: number): Promise<StoredCase | undefined> {
  return (await transaction.select().from(cases).where(eq(cases.id, id)).for('update'))[0];
}

export async function update(
  db: Handle,
  id: number,
  change: Partial<Omit<typeof cases.$inferInsert, 'id'>>,
): Promise<void> {
  await db.update(cases).set(change).where(eq(cases.id, id));
}

/** Of a rule's cases of that person, the newest that was opened since then and is of this act. */
export async function recentByRule(
  db: Handle,
  { chat, userId }: Pick<Accused, 'chat' | 'userId'>,
  action: CaseAction,
  since: number,
): Promise<StoredCase | undefined> {
  const [found] = await db
    .select()
    .from(cases)
    .where(
      and(
        eq(cases.chat, chat),
        eq(cases.userId, userId),
        eq(cases.origin, 'rule'),
        eq(cases.action, action),
        inArray(cases.state, ['acting', 'open', 'done']),
        gte(cases.openedAt, new Date(since)),
      ),
    )
    .orderBy(desc(cases.id))
    .limit(1);
  return found;
}

/** Cases in which this message stands. */
export async function ofMessage(
  db: Handle,
  { chat, channel, message }: Pick<Evidence, 'chat' | 'channel' | 'message'>,
): Promise<StoredCase[]> {
  const ids = db
    .select({ id: caseMessages.caseId })
    .from(caseMessages)
    .where(
      and(eq(caseMessages.chat, chat), eq(caseMessages.channel, channel), eq(caseMessages.message, message)),
    );
  return db.select().from(cases).where(inArray(cases.id, ids)).orderBy(asc(cases.id));
}

export async function messagesOf(db: Handle, caseId: number): Promise<StoredCaseMessage[]> {
  return db.select().from(caseMessages).where(eq(caseMessages.caseId, caseId)).orderBy(asc(caseMessages.id));
}

export async function settleMessages(db: Handle, ids: number[], deletion: Deletion): Promise<void> {
  if (ids.length > 0) await db.update(caseMessages).set({ deletion }).where(inArray(caseMessages.id, ids));
}

/** What a moderator decided is to be deleted. */
export async function wantDeleted(db: Handle, caseId: number): Promise<void> {
  await db
    .update(caseMessages)
    .set({ deletion: 'wanted' })
    .where(and(eq(caseMessages.caseId, caseId), inArray(caseMessages.deletion, ['kept', 'left'])));
}

/** The newest first. `before`: an id. */
export async function list(
  db: Handle,
  { person, most }: { person?: Pick<Accused, 'chat' | 'userId'>; most: number },
): Promise<StoredCase[]> {
  return db
    .select()
    .from(cases)
    .where(person && and(eq(cases.chat, person.chat), eq(cases.userId, person.userId)))
    .orderBy(desc(cases.id))
    .limit(most);
}

/** How many cases somebody had before this one. */
export async function countBefore(
  db: Handle,
  { id, chat, userId }: Pick<StoredCase, 'id' | 'chat' | 'userId'>,
): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(cases)
    .where(
      and(
        eq(cases.chat, chat),
        eq(cases.userId, userId),
        sql`${cases.id} < ${id}`,
        inArray(cases.state, ['done', 'failed', 'acting', 'open']),
      ),
    );
  return row?.count ?? 0;
}

export async function addNote(
  db: Handle,
  note: { caseId: number; personId?: number; at: number; text: string },
): Promise<void> {
  await db.insert(caseNotes).values({ ...note, at: new Date(note.at) });
}

export async function notesOf(db: Handle, caseId: number): Promise<StoredNote[]> {
  return db.select().from(caseNotes).where(eq(caseNotes.caseId, caseId)).orderBy(asc(caseNotes.id));
}

/** False: that person has reported it already. */
export async function addReport(
  db: Handle,
  report: { caseId: number; personId: number; at: number },
): Promise<boolean> {
  const added = await db
    .insert(caseReports)
    .values({ ...report, at: new Date(report.at) })
    .onConflictDoNothing()
    .returning({ id: caseReports.id });
  return added.length > 0;
}

export async function reportersOf(db: Handle, caseId: number): Promise<number[]> {
  const rows = await db
    .select({ personId: caseReports.personId })
    .from(caseReports)
    .where(eq(caseReports.caseId, caseId))
    .orderBy(asc(caseReports.id));
  return rows.map(({ personId }) => personId);
}

export async function countReports(db: Handle, personId: number, since: number): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(caseReports)
    .where(and(eq(caseReports.personId, personId), gte(caseReports.at, new Date(since))));
  return row?.count ?? 0;
}

/** How often each rule acted since then, and how often that was taken back. */
export async function countByRule(
  db: Handle,
  since: number,
): Promise<{ rule: string; acted: number; undone: number }[]> {
  const { rows } = await db.execute<{ rule: string; acted: number; undone: number }>(sql`
    select decision ->> 'rule' as rule, count(*)::int as acted,
      (count(*) filter (where state in ('undone', 'undoing')
        or action in ('restore', 'dismiss')))::int as undone
    from cases, jsonb_array_elements(decisions) as decision
    where origin = 'rule' and opened_at >= ${new Date(since).toISOString()}::timestamptz
    group by 1 order by 1`);
  return rows;
}

/** Two people turn out to be one. */
export async function mergePeople(db: Handle, kept: number, gone: number): Promise<void> {
  await db.update(cases).set({ moderatorId: kept }).where(eq(cases.moderatorId, gone));
  await db.update(cases).set({ undoneBy: kept }).where(eq(cases.undoneBy, gone));
  await db.update(caseNotes).set({ personId: kept }).where(eq(caseNotes.personId, gone));
  await db.execute(sql`
    delete from case_reports where person_id = ${gone} and exists (
      select 1 from case_reports other where other.person_id = ${kept} and other.case_id = case_reports.case_id)`);
  await db.update(caseReports).set({ personId: kept }).where(eq(caseReports.personId, gone));
}

/** Cases whose act or undoing is under way. */
export async function unfinished(db: Handle, most: number): Promise<number[]> {
  const rows = await db
    .select({ id: cases.id })
    .from(cases)
    .where(inArray(cases.state, ['acting', 'undoing']))
    .orderBy(asc(cases.id))
    .limit(most);
  return rows.map(({ id }) => id);
}
