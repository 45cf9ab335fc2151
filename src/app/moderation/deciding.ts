/** A moderator decides what waits in the queue. The first decision counts; later ones are told whose it was. */
import { section as moderation } from '../../../config/team/sections/moderation.ts';
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { type CaseAction, deletes, TOLD } from '../../moderation/case.ts';
import type { Actor } from '../../people/actor.ts';
import * as audit from '../../store/audit.ts';
import * as cases from '../../store/cases.ts';
import type { Handle, Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import * as people from '../../store/people.ts';
import * as sanctions from '../../store/sanctions.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { wakeForOutbox } from '../waking.ts';
import { cardsOf, startActing } from './acting.ts';
import { unknownCase } from './case-id.ts';
import { actSoon, endOf } from './intent.ts';
import { mayActOn, refuseThemselves } from './rights.ts';
import { subjectOfCase } from './subjects.ts';
import { wantRestored } from './taking-back.ts';

export type Verdict = 'restore' | 'dismiss' | 'delete' | 'warn' | 'timeout' | 'kick' | 'ban';

/** Throws a `Refusal`. */
export async function decide(app: App, actor: Actor, id: number, verdict: Verdict): Promise<void> {
  const known = await cases.find(app.database, id);
  if (!known) throw unknownCase(id);
  if (deletes(verdict)) await mayActOn(app, actor, known, verdict);
  else refuseThemselves(actor, known);
  await app.database.transaction(async (transaction) => {
    await cases.lockPerson(transaction, known);
    const found = await cases.findForUpdate(transaction, id);
    if (!found) throw unknownCase(id);
    if (found.state !== 'open') throw await decided(transaction, found);
    await settle(app, transaction, actor, found, verdict);
    await tellReporters(transaction, id);
    await outbox.markChanged(transaction, subjectOfCase(id));
    await audit.append(transaction, {
      ...entryBy(actor, `case.decide.${verdict}`, app.clock),
      ...{ subject: subjectOfCase(id), details: { user: found.userId, chat: found.chat } },
    });
  });
  if (deletes(verdict)) startActing(app, id);
  await wakeForOutbox(app);
}

async function settle(
  app: App,
  transaction: Transaction,
  { person }: Actor,
  found: cases.StoredCase,
  verdict: Verdict,
): Promise<void> {
  const { id } = found;
  const now = app.clock.now();
  const decidedBy = { action: verdict, moderatorId: person.id, fault: null };
  if (verdict === 'restore' || verdict === 'dismiss') {
    await cases.update(transaction, id, { ...decidedBy, state: 'done', actedAt: new Date(now) });
    if (verdict === 'restore') await wantRestored(transaction, id);
    return outboxLog(app, transaction, id);
  }
  const until = endOf(app, verdict);
  await cases.update(transaction, id, {
    ...{ ...decidedBy, state: 'acting', until: until === null ? null : new Date(until) },
    ...(TOLD.has(verdict) && { notice: 'wanted' }),
  });
  await cases.wantDeleted(transaction, id);
  if (verdict === 'timeout' || verdict === 'ban')
    await sanctions.impose(transaction, { ...imposedOn(app, found, verdict), until }, now);
  await actSoon(app, transaction, id);
}

export function imposedOn(
  app: App,
  { id, chat, userId }: Pick<cases.StoredCase, 'id' | 'chat' | 'userId'>,
  kind: 'timeout' | 'ban',
) {
  const deleteSeconds = kind === 'ban' ? Math.floor(moderation.of(app.team).banDeletes / 1_000) : 0;
  return { caseId: id, chat, userId, kind, deleteSeconds };
}

async function outboxLog(app: App, db: Handle, id: number): Promise<void> {
  await outbox.want(db, cardsOf(app, id, 'done'));
}

/** Whoever reported it learns what came of it, and nobody learns who they are. */
async function tellReporters(transaction: Transaction, id: number): Promise<void> {
  const reporters = await cases.reportersOf(transaction, id);
  await outbox.want(
    transaction,
    reporters.map(
      (personId): outbox.WantedMessage => ({ subject: subjectOfCase(id), kind: 'outcome', to: { personId } }),
    ),
  );
}

async function decided(db: Handle, { id, moderatorId, action }: cases.StoredCase) {
  const who = moderatorId === null ? undefined : await people.findById(db, moderatorId);
  const words = { id: String(id), who: who?.name ?? t('somebody'), verdict: wordsFor(action) };
  return refuse(
    'case.decided',
    'id',
    t('{who} decided case {id} already: {verdict}.', words),
    t('Undo on its card takes that back.'),
  );
}

export function wordsFor(action: CaseAction): string {
  switch (action) {
    case 'restore':
      return t('put back');
    case 'dismiss':
      return t('nothing is done');
    case 'delete':
      return t('deleted');
    case 'warn':
      return t('warned');
    case 'timeout':
      return t('timed out');
    case 'kick':
      return t('kicked');
    case 'ban':
      return t('banned');
    case 'hold':
      return t('held');
    case 'report':
      return t('reported');
    case 'log':
      return t('noted');
  }
}
