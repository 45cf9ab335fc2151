/**
 * Brings a sanction and what the chat says of it together: looked at first, then applied or lifted, and over only on the
 * chat's own word.
 */
import { section as moderation } from '../../../config/team/sections/moderation.ts';
import type { Failed, Moderator } from '../../chat/moderating.ts';
import { pauseBefore } from '../../kit/backoff.ts';
import { Chains } from '../../kit/chains.ts';
import { t } from '../../kit/t.ts';
import { nextStep, type SanctionEnding, type Step } from '../../moderation/sanction.ts';
import * as alarms from '../../store/alarms.ts';
import * as audit from '../../store/audit.ts';
import * as cases from '../../store/cases.ts';
import * as outbox from '../../store/outbox.ts';
import * as sanctions from '../../store/sanctions.ts';
import type { Rang } from '../alarms/alarm.ts';
import type { App } from '../app.ts';
import { entryOf } from '../auditing.ts';
import { wakeForAlarm, wakeForOutbox } from '../waking.ts';
import { apply, lift, truthOf } from './chat-sanction.ts';
import { isPassing } from './deleting.ts';
import { subjectOfCase, subjectOfSanction } from './subjects.ts';

/** For the alarm: what is to be looked at again says when. */
export async function ringSanction(app: App, id: number): Promise<Rang> {
  const { again } = await reconcile(app, id);
  return again === null ? 'done' : { again };
}

/** Also sets the alarm for the next look. Answers what stands in the way. */
export async function reconcileNow(app: App, id: number): Promise<Failed | undefined> {
  const { again, failed } = await reconcile(app, id);
  if (again !== null) {
    const alarm = { subject: subjectOfSanction(id), kind: 'reconcile-sanction', dueAt: again };
    await alarms.set(app.database, alarm);
    await wakeForAlarm(app, again);
  }
  return failed;
}

/** A moderator wants it tried now. */
export async function retrySanction(app: App, id: number): Promise<void> {
  await reconcileNow(app, id);
  await app.database.transaction((transaction) => outbox.markChanged(transaction, subjectOfSanction(id)));
  await wakeForOutbox(app);
}

interface Reconciled {
  /** Epoch ms; null: there is nothing to wait for. */
  again: number | null;
  failed?: Failed;
}

/** One look after another: what one applies the next one finds. */
function reconcile(app: App, id: number): Promise<Reconciled> {
  const chains = underWay.get(app) ?? new Chains<number>();
  underWay.set(app, chains);
  return chains.run(id, () => lookAndAct(app, id));
}

const underWay = new WeakMap<App, Chains<number>>();

async function lookAndAct(app: App, id: number): Promise<Reconciled> {
  const stored = await sanctions.find(app.database, id);
  if (!stored || stored.state === 'over') return { again: null };
  const moderator = app.moderators.get(stored.chat);
  if (!moderator) return { again: app.clock.now() + NOBODY_ACTS };
  const truth = await truthOf(moderator, stored).catch(() => undefined);
  if (!truth) return fail(app, stored, notTold());
  const step = nextStep(sanctions.sanctionOf(stored), truth, app.clock.now());
  return take(app, moderator, stored, step);
}

async function take(
  app: App,
  moderator: Moderator,
  stored: sanctions.StoredSanction,
  step: Step,
): Promise<Reconciled> {
  const now = app.clock.now();
  switch (step.do) {
    case 'wait':
      if (step.isInForce) await inForce(app, stored, step.until ?? stored.until?.getTime() ?? null);
      else await sanctions.noteLookedAt(app.database, stored.id, now);
      return { again: step.again };
    case 'close':
      await over(app, stored, step.as);
      return { again: null };
    case 'apply': {
      const outcome = await apply(moderator, stored, step.until ?? now);
      // A lost one may be there.
      if ('message' in outcome && outcome.kind !== 'lost') return refused(app, stored, outcome);
      if (await isOvertaken(app, stored, step.until)) return lookAndAct(app, stored.id);
      if ('message' in outcome) return refused(app, stored, outcome);
      await inForce(app, stored, step.until);
      const until = stored.until?.getTime() ?? null;
      return { again: stored.kind === 'timeout' && step.until !== until ? step.until : until };
    }
    case 'lift': {
      const outcome = await lift(moderator, stored);
      if ('message' in outcome) return fail(app, stored, outcome);
      await over(app, stored, stored.state === 'ending' ? 'lifted' : 'expired');
      await setOthersAgain(app, stored);
      return { again: null };
    }
  }
}

/**
 * While the chat was told, another process lifted it, or put another in its place. What is there now is nobody's wish: it
 * is to be lifted, or the other is to be set again.
 */
async function isOvertaken(
  app: App,
  stored: sanctions.StoredSanction,
  until: number | null,
): Promise<boolean> {
  const now = await sanctions.find(app.database, stored.id);
  if (now?.state === 'standing') return false;
  const isLast = await sanctions.reopen(app.database, stored, { now: app.clock.now(), until });
  if (!isLast) await setOthersAgain(app, stored);
  return true;
}

/** Those of the kind that were imposed meanwhile: what was just done in the chat undid them. */
async function setOthersAgain(app: App, { id, chat, userId, kind }: sanctions.StoredSanction): Promise<void> {
  const standing = await sanctions.standing(app.database, { chat, userId });
  for (const other of standing.filter((one) => one.kind === kind && one.id !== id)) {
    await sanctions.noteUnapplied(app.database, other.id);
    await reconcileNow(app, other.id);
  }
}

async function inForce(app: App, { id }: sanctions.StoredSanction, until: number | null): Promise<void> {
  await sanctions.noteApplied(app.database, id, { now: app.clock.now(), until });
}

/** The chat said so, or somebody did it there by hand. */
export async function over(
  app: App,
  { id, caseId, kind }: sanctions.StoredSanction,
  as: SanctionEnding,
  note?: string,
): Promise<void> {
  const now = app.clock.now();
  await app.database.transaction(async (transaction) => {
    if (!(await sanctions.close(transaction, id, as, now))) return;
    await alarms.unset(transaction, subjectOfSanction(id));
    const words =
      note ?? (as === 'by_hand' ? t('It was changed in the chat by hand; that stands.') : undefined);
    if (words !== undefined) await cases.addNote(transaction, { caseId, at: now, text: words });
    await outbox.markChanged(transaction, subjectOfCase(caseId));
    await outbox.markChanged(transaction, subjectOfSanction(id));
    await audit.append(transaction, {
      ...entryOf(`sanction.${as}`, app.clock),
      ...{ subject: subjectOfCase(caseId), details: { kind } },
    });
  });
  await wakeForOutbox(app);
}

/** Where there is nobody, nothing can ever be so. */
async function refused(app: App, stored: sanctions.StoredSanction, failed: Failed): Promise<Reconciled> {
  if (failed.kind !== 'unknown_user' && failed.kind !== 'unsupported') return fail(app, stored, failed);
  await over(app, stored, 'refused', failed.message);
  return { again: null, failed };
}

/** It is tried again and again; moderators are told where it lasts. */
async function fail(app: App, stored: sanctions.StoredSanction, failed: Failed): Promise<Reconciled> {
  const now = app.clock.now();
  const lasts = !isPassing(failed);
  await sanctions.noteFailed(app.database, stored.id, now, failed.message);
  if (lasts || stored.failures + 1 >= TOLD_AFTER) await tell(app, stored.id);
  const pause = lasts ? LASTING_PAUSE : pauseBefore(stored.failures + 1, failed.retryAfter);
  return { again: now + pause, failed };
}

async function tell(app: App, id: number): Promise<void> {
  const places = Object.entries(moderation.of(app.team).queue);
  await app.database.transaction((transaction) =>
    outbox.want(
      transaction,
      places.map(
        ([chat, channel]): outbox.WantedMessage => ({
          ...{ subject: subjectOfSanction(id), kind: 'card', lasting: true, to: { chat, channel } },
        }),
      ),
    ),
  );
  await wakeForOutbox(app);
}

function notTold(): Failed {
  return { kind: 'unreachable', message: t('The chat does not tell how it stands.'), retryAfter: 1_000 };
}

/** Those that nothing was heard of for a while: a few each minute, by their ids. */
export async function sweepSanctions(app: App): Promise<void> {
  const before = app.clock.now() - UNHEARD;
  for (const id of await sanctions.unreconciled(app.database, before, MOST)) await reconcileNow(app, id);
}

/** ms */
const NOBODY_ACTS = 60_000;
const LASTING_PAUSE = 10 * 60_000;
const UNHEARD = 5 * 60_000;
const TOLD_AFTER = 5;
const MOST = 30;
