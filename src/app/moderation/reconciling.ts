/**
 * Brings a sanction and what the chat says of it together: looked at first, then applied or lifted, and over only on the
 * chat's own word.
 */
import { section as moderation } from '../../../config/team/sections/moderation.ts';
import type { Failed, Moderator } from '../../chat/moderating.ts';
import { pauseBefore } from '../../kit/backoff.ts';
import { t } from '../../kit/t.ts';
import { nextStep, type SanctionEnding, type Step } from '../../moderation/sanction.ts';
import * as alarms from '../../store/alarms.ts';
import * as audit from '../../store/audit.ts';
import * as cases from '../../store/cases.ts';
import type { Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import * as claims from '../../store/sanction-claims.ts';
import * as sanctions from '../../store/sanctions.ts';
import type { Rang } from '../alarms/alarm.ts';
import type { App } from '../app.ts';
import { entryOf } from '../auditing.ts';
import { wakeForAlarm, wakeForOutbox } from '../waking.ts';
import { apply, lift, truthOf } from './chat-sanction.ts';
import { isPassing } from './deleting.ts';
import { subjectOfCase, subjectOfSanction } from './subjects.ts';
import { type Held, underClaim } from './under-claim.ts';

/** For the alarm: what is to be looked at again says when. */
export async function ringSanction(app: App, id: number): Promise<Rang> {
  const { again } = await reconcile(app, id);
  return again === null ? 'done' : { again };
}

/** Also sets the alarm for the next look. Answers what stands in the way. */
export async function reconcileNow(app: App, id: number): Promise<Failed | undefined> {
  const { again, failed } = await reconcile(app, id);
  if (again !== null) {
    await alarms.set(app.database, { subject: subjectOfSanction(id), kind: KIND, dueAt: again });
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

/** What somebody wanted otherwise while the chat was told comes next. */
async function reconcile(app: App, id: number): Promise<Reconciled> {
  const known = await sanctions.find(app.database, id);
  if (!known || known.state === 'over') return { again: null };
  const came = await underClaim(app, known, (held) => lookAndAct(app, held));
  if (came === 'over') return { again: null };
  if (came === 'busy') return busy(app);
  const standing = await sanctions.standing(app.database, known);
  const next = standing.find(({ kind }) => kind === known.kind);
  if (next?.id === id && next.state !== came.state) return reconcile(app, id);
  if (next && next.id !== id) await reconcileNow(app, next.id);
  return came;
}

/** It ends after a few requests, or with the lease of a process that died. */
function busy({ clock }: App): Reconciled {
  const message = t('Another process is just telling the chat about them.');
  const retryAfter = BUSY;
  return { again: clock.now() + BUSY, failed: { kind: 'unreachable', message, retryAfter } };
}

async function lookAndAct(app: App, held: Held): Promise<Reconciled & Pick<Held['sanction'], 'state'>> {
  const { state, chat } = held.sanction;
  const moderator = app.moderators.get(chat);
  if (!moderator) return { again: app.clock.now() + NOBODY_ACTS, state };
  return { ...(await look(app, moderator, held)), state };
}

async function look(app: App, moderator: Moderator, held: Held): Promise<Reconciled> {
  const { sanction, doubt } = held;
  const truth = await truthOf(moderator, sanction).catch(() => undefined);
  if (!truth) return fail(app, sanction, notTold());
  const now = app.clock.now();
  const step = nextStep(sanctions.sanctionOf(sanction), truth, now);
  // Nothing is over while what a process that died had asked for may still come about.
  if (doubt > 0 && (step.do === 'lift' || step.do === 'close')) return { again: now + Math.ceil(doubt) };
  return take(app, moderator, held, step);
}

async function take(app: App, moderator: Moderator, held: Held, step: Step): Promise<Reconciled> {
  const { sanction } = held;
  const until = sanction.until?.getTime() ?? null;
  switch (step.do) {
    case 'wait':
      if (step.isInForce) await inForce(app, sanction, step.until ?? until);
      else await sanctions.noteLookedAt(app.database, sanction.id, app.clock.now());
      return { again: step.again };
    case 'close':
      await over(app, sanction, step.as);
      return { again: null };
    case 'apply':
      return impose(app, moderator, held, step.until);
    case 'lift': {
      if (!(await held.goesOn())) return busy(app);
      const outcome = await lift(moderator, sanction);
      if ('message' in outcome) return fail(app, sanction, outcome);
      await over(app, sanction, sanction.state === 'ending' ? 'lifted' : 'expired');
      return { again: null };
    }
  }
}

/** What is asked for is committed before: whoever finds it, or ends it, knows what may be there. */
async function impose(
  app: App,
  moderator: Moderator,
  { sanction, goesOn }: Held,
  until: number | null,
): Promise<Reconciled> {
  if (!(await sanctions.noteAsked(app.database, sanction.id, until)) || !(await goesOn())) return busy(app);
  const outcome = await apply(moderator, sanction, until ?? app.clock.now());
  if ('message' in outcome) return refused(app, sanction, outcome);
  await inForce(app, sanction, until);
  const end = sanction.until?.getTime() ?? null;
  return { again: sanction.kind === 'timeout' && until !== end ? until : end };
}

async function inForce(app: App, { id }: sanctions.StoredSanction, until: number | null): Promise<void> {
  await sanctions.noteApplied(app.database, id, { now: app.clock.now(), until });
}

/** The chat said so. */
async function over(
  app: App,
  sanction: sanctions.StoredSanction,
  as: SanctionEnding,
  note?: string,
): Promise<void> {
  const words =
    note ?? (as === 'by_hand' ? t('It was changed in the chat by hand; that stands.') : undefined);
  await app.database.transaction((transaction) => close(app, transaction, sanction, as, words));
  await wakeForOutbox(app);
}

/** Somebody did it in the chat. A request of ours that is under way may land after that: then that is lifted again. */
export async function endedByHand(app: App, sanction: sanctions.StoredSanction, note: string): Promise<void> {
  const { id, caseId } = sanction;
  const dueAt = app.clock.now() + BUSY;
  await app.database.transaction(async (transaction) => {
    await sanctions.findForUpdate(transaction, id);
    if (!(await claims.isUnderWay(transaction, sanction)))
      return close(app, transaction, sanction, 'by_hand', note);
    if (!(await sanctions.lift(transaction, id))) return;
    await alarms.set(transaction, { subject: subjectOfSanction(id), kind: KIND, dueAt });
    await cases.addNote(transaction, { caseId, at: app.clock.now(), text: note });
    await outbox.markChanged(transaction, subjectOfCase(caseId));
  });
  await wakeForAlarm(app, dueAt);
  await wakeForOutbox(app);
}

async function close(
  app: App,
  transaction: Transaction,
  { id, caseId, kind }: sanctions.StoredSanction,
  as: SanctionEnding,
  note: string | undefined,
): Promise<void> {
  const now = app.clock.now();
  if (!(await sanctions.close(transaction, id, as, now))) return;
  await alarms.unset(transaction, subjectOfSanction(id));
  if (note !== undefined) await cases.addNote(transaction, { caseId, at: now, text: note });
  await outbox.markChanged(transaction, subjectOfCase(caseId));
  await outbox.markChanged(transaction, subjectOfSanction(id));
  await audit.append(transaction, {
    ...entryOf(`sanction.${as}`, app.clock),
    ...{ subject: subjectOfCase(caseId), details: { kind } },
  });
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

/** The name of its file in alarms/. */
const KIND = 'reconcile-sanction';
/** ms */
const NOBODY_ACTS = 60_000;
const BUSY = 1_000;
const LASTING_PAUSE = 10 * 60_000;
const UNHEARD = 5 * 60_000;
const TOLD_AFTER = 5;
const MOST = 30;
