/** What moderators do by command: warn, time out, kick, ban, lift, and leave notes. */
import { refuse } from '../../kit/finding.ts';
import { randomKey } from '../../kit/key.ts';
import { cut, storable } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import type { Actor } from '../../people/actor.ts';
import * as audit from '../../store/audit.ts';
import * as cases from '../../store/cases.ts';
import type { Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import * as people from '../../store/people.ts';
import * as sanctions from '../../store/sanctions.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { wakeForOutbox } from '../waking.ts';
import { actNow } from './acting.ts';
import { unknownCase } from './case-id.ts';
import { imposedOn, wordsFor } from './deciding.ts';
import { actSoon, endOf } from './intent.ts';
import { reconcileNow } from './reconciling.ts';
import { type Known, mayActOn } from './rights.ts';
import { subjectOfCase } from './subjects.ts';

export type Punishment = 'warn' | 'timeout' | 'kick' | 'ban';

export interface Asked {
  reason: string;
  /** ms */
  lasts?: number | undefined;
}

/** Done, or why not stands in the case; its number. Throws a `Refusal`. */
export async function punish(
  app: App,
  actor: Actor,
  accused: Known,
  action: Punishment,
  asked: Asked,
): Promise<number> {
  const standing = await mayActOn(app, actor, accused, action);
  const named = { ...accused, userName: cut(storable(standing?.name ?? accused.userId), 100) };
  const id = await app.database.transaction(async (transaction) => {
    await cases.lockPerson(transaction, named);
    await refuseSecond(app, transaction, actor, named, action);
    return open(app, transaction, actor, named, action, asked);
  });
  await actNow(app, id);
  return id;
}

async function open(
  app: App,
  transaction: Transaction,
  { person, chat }: Actor,
  accused: cases.Accused,
  action: Punishment,
  { reason, lasts }: Asked,
): Promise<number> {
  const now = app.clock.now();
  const until = endOf(app, action, lasts);
  const opened = await cases.open(transaction, {
    ...accused,
    ...{ origin: 'moderator', action, state: 'acting', moderatorId: person.id, at: now, until },
    ...{ reason: cut(storable(reason.trim()), MOST_REASON), noticeKey: randomKey(), notice: 'wanted' },
  });
  if (action === 'timeout' || action === 'ban')
    await sanctions.impose(transaction, { ...imposedOn(app, opened, action), until }, now);
  await actSoon(app, transaction, opened.id);
  await audit.append(transaction, {
    ...entryBy({ person, chat }, `case.${action}`, app.clock),
    ...{ subject: subjectOfCase(opened.id), details: { user: accused.userId, chat: accused.chat, reason } },
  });
  return opened.id;
}

/** Two moderators at once: the second sees what the first did. */
async function refuseSecond(
  app: App,
  transaction: Transaction,
  { person }: Actor,
  accused: cases.Accused,
  action: Punishment,
): Promise<void> {
  const [newest] = await cases.list(transaction, { person: accused, most: 1 });
  const isRecent = newest && newest.openedAt.getTime() > app.clock.now() - TWO_AT_ONCE;
  if (!isRecent || newest.action !== action || newest.moderatorId === null) return;
  if (newest.state !== 'acting' && newest.state !== 'done') return;
  if (newest.moderatorId === person.id && newest.state === 'done' && action === 'warn') return;
  const who = (await people.findById(transaction, newest.moderatorId))?.name ?? t('somebody');
  throw refuse(
    'case.twice',
    'who',
    t('{name} was {verdict} by {who} a moment ago (case {id}).', {
      ...{ name: accused.userName, verdict: wordsFor(action), who, id: String(newest.id) },
    }),
    t('Look at /mod case {id} first; a minute later you can do it again.', { id: String(newest.id) }),
  );
}

/** Ends what stands before its time. Answers the cases that it stood in. Throws a `Refusal`. */
export async function lift(app: App, actor: Actor, accused: Known, reason: string): Promise<number[]> {
  await mayActOn(app, actor, accused, 'dismiss');
  const lifted = await app.database.transaction(async (transaction) => {
    await cases.lockPerson(transaction, accused);
    const standing = await sanctions.standing(transaction, accused);
    for (const { id, caseId } of standing) {
      await sanctions.lift(transaction, id);
      const words = reason.trim() === '' ? t('Lifted.') : t('Lifted: {reason}', { reason: reason.trim() });
      await cases.addNote(transaction, noteBy(app, actor, caseId, words));
      await outbox.markChanged(transaction, subjectOfCase(caseId));
    }
    const [first] = standing;
    if (first)
      await audit.append(transaction, {
        ...entryBy(actor, 'case.lift', app.clock),
        ...{ subject: subjectOfCase(first.caseId), details: { user: accused.userId, reason } },
      });
    return standing;
  });
  if (lifted.length === 0) throw nothingStands();
  for (const { id } of lifted) await reconcileNow(app, id);
  await wakeForOutbox(app);
  return [...new Set(lifted.map(({ caseId }) => caseId))];
}

/** Throws a `Refusal`. */
export async function addNote(app: App, actor: Actor, id: number, words: string): Promise<void> {
  await app.database.transaction(async (transaction) => {
    if (!(await cases.findForUpdate(transaction, id))) throw unknownCase(id);
    await cases.addNote(transaction, noteBy(app, actor, id, words));
    await outbox.markChanged(transaction, subjectOfCase(id));
    await audit.append(transaction, {
      ...entryBy(actor, 'case.note', app.clock),
      subject: subjectOfCase(id),
    });
  });
  await wakeForOutbox(app);
}

function noteBy(app: App, { person }: Actor, caseId: number, words: string) {
  const text = cut(storable(words.trim()), MOST_NOTE);
  return { caseId, personId: person.id, at: app.clock.now(), text };
}

function nothingStands() {
  return refuse(
    'case.lift.nothing',
    'who',
    t('No timeout and no ban of ours stands for them.'),
    t('What was set in the chat by hand is lifted there.'),
  );
}

/** ms */
const TWO_AT_ONCE = 60_000;
const MOST_REASON = 400;
const MOST_NOTE = 1_000;
