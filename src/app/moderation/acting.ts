/**
 * Does what a case says: deletes first, then tells and acts, then writes down what became of it. Each step can be done
 * again after a crash: it looks whether it is done already.
 */
import { section as moderation } from '../../../config/team/sections/moderation.ts';
import type { Failed, Moderator } from '../../chat/moderating.ts';
import { pauseBefore } from '../../kit/backoff.ts';
import { Chains } from '../../kit/chains.ts';
import { correlated } from '../../kit/log.ts';
import { t } from '../../kit/t.ts';
import * as alarms from '../../store/alarms.ts';
import * as audit from '../../store/audit.ts';
import * as cases from '../../store/cases.ts';
import type { Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import * as sanctions from '../../store/sanctions.ts';
import type { Rang } from '../alarms/alarm.ts';
import type { App } from '../app.ts';
import { entryOf } from '../auditing.ts';
import { wakeForAlarm, wakeForOutbox } from '../waking.ts';
import { deleteMessages, isPassing } from './deleting.ts';
import { notify } from './notifying.ts';
import { reconcileNow } from './reconciling.ts';
import { subjectOfCase } from './subjects.ts';
import { takeBack } from './taking-back.ts';

/** Returns at once; whoever hears what comes next does not wait. What fails is taken up by the case's alarm. */
export function startActing(app: App, id: number): void {
  // More than can be done now wait for their alarms.
  if (underWay(app).size >= MOST_AT_ONCE) return;
  void correlated(() => actNow(app, id), `case ${id}`).catch((error) =>
    app.log.error({ err: error, case: id }, 'a case was left to its alarm'),
  );
}

/** For whoever waits for it: done, or left to the case's alarm. */
export async function actNow(app: App, id: number): Promise<void> {
  const again = await inTurn(app, id);
  if (again !== undefined) await later(app, id, again);
}

/** Resolves when nothing is being done any more. */
export function idle(app: App): Promise<void> {
  return underWay(app).idle();
}

/** For the alarm. */
export async function ringCase(app: App, id: number): Promise<Rang> {
  const again = await inTurn(app, id);
  return again === undefined ? 'done' : { again };
}

/** One after another for a case, so that nobody is told twice. */
function inTurn(app: App, id: number): Promise<number | undefined> {
  return underWay(app).run(id, () => act(app, id));
}

/** Undefined: it is finished; else when it goes on (epoch ms). */
async function act(app: App, id: number): Promise<number | undefined> {
  const found = await cases.find(app.database, id);
  if (!found || (found.state !== 'acting' && found.state !== 'undoing')) return undefined;
  const moderator = app.moderators.get(found.chat);
  if (!moderator) return app.clock.now() + NOBODY_ACTS;
  const came =
    found.state === 'undoing' ? { act: await takeBack(app, found) } : await perform(app, moderator, found);
  const passing = [came.act, came.deletion].find((failed) => failed && isPassing(failed));
  if (passing) return app.clock.now() + pauseBefore(2, passing.retryAfter);
  await finish(app, found, came);
  return undefined;
}

/** What stands in the way of each part. */
interface Came {
  act: Failed | undefined;
  deletion?: Failed | undefined;
}

async function perform(app: App, moderator: Moderator, found: cases.StoredCase): Promise<Came> {
  const deletion = await deleteMessages(app, moderator, found.id);
  if (deletion && isPassing(deletion)) return { act: undefined, deletion };
  // Whoever is out can no more be told.
  const isLast = found.action === 'kick' || found.action === 'ban';
  if (isLast) await notify(app, found);
  const failed = await imposeOn(app, moderator, found);
  const wait = isLast || failed ? undefined : await notify(app, found);
  if (wait === undefined) return { act: failed, deletion };
  const act: Failed = { kind: 'unreachable', message: t('They are not told yet.'), retryAfter: wait };
  return { act, deletion };
}

async function imposeOn(
  app: App,
  moderator: Moderator,
  found: cases.StoredCase,
): Promise<Failed | undefined> {
  if (found.action === 'kick') return kick(app, moderator, found);
  const standing = (await sanctions.ofCase(app.database, found.id)).filter(({ state }) => state !== 'over');
  let failed: Failed | undefined;
  for (const { id } of standing) failed = (await reconcileNow(app, id)) ?? failed;
  return failed;
}

/** Whoever came back since it was decided was out. */
async function kick(app: App, moderator: Moderator, found: cases.StoredCase): Promise<Failed | undefined> {
  const evidence = await cases.messagesOf(app.database, found.id);
  const written = evidence.map(({ writtenAt }) => writtenAt.getTime());
  const since = Math.max(found.openedAt.getTime(), ...written);
  const member = await moderator.memberOf(found.userId).catch(() => 'unknown' as const);
  if (member === undefined) return undefined;
  if (member !== 'unknown' && (member.joinedAt ?? 0) > since) return undefined;
  const [channel] = evidence.map((one) => one.channel);
  const outcome = await moderator.kick(found.userId, t('Case {id}', { id: String(found.id) }), channel);
  return 'message' in outcome && outcome.kind !== 'unknown_member' ? outcome : undefined;
}

async function finish(app: App, found: cases.StoredCase, came: Came): Promise<void> {
  const subject = subjectOfCase(found.id);
  await app.database.transaction(async (transaction) => {
    const now = await cases.findForUpdate(transaction, found.id);
    // Somebody wrote more meanwhile, or decided otherwise: that is another round.
    if (!now || now.state !== found.state || (await isMoreWanted(transaction, found.id))) return;
    const state = stateAfter(found, came);
    const fault = (came.act ?? came.deletion)?.message ?? null;
    await cases.update(transaction, found.id, { state, fault, actedAt: new Date(app.clock.now()) });
    await alarms.unset(transaction, subject, 'act-on-case');
    await outbox.want(transaction, cardsOf(app, found.id, state));
    await audit.append(transaction, {
      ...entryOf(`case.${state}`, app.clock),
      subject,
      details: {
        ...{ action: found.action, user: found.userId, chat: found.chat },
        ...(found.origin === 'rule' && { rules: found.decisions.map(({ rule }) => rule) }),
        ...(fault !== null && { fault }),
      },
    });
  });
  await wakeForOutbox(app);
}

async function isMoreWanted(transaction: Transaction, id: number): Promise<boolean> {
  return (await cases.messagesOf(transaction, id)).some(({ deletion }) => deletion === 'wanted');
}

/** What a rule wants and the chat lets no bot do is for a moderator to look at. */
function stateAfter(found: cases.StoredCase, { act, deletion }: Came): cases.StoredCase['state'] {
  const { state, action, moderatorId } = found;
  if (state === 'undoing') return act ? 'done' : 'undone';
  // Where deleting is all that it does.
  const failed = act ?? (action === 'delete' || action === 'hold' ? deletion : undefined);
  const isForPerson = moderatorId === null && (act ?? deletion)?.kind === 'unsupported';
  if (action === 'hold' || isForPerson) return 'open';
  return failed ? 'failed' : 'done';
}

/** What waits for somebody stands in the queue, what is done in the log; one card where that is one channel. */
export function cardsOf(app: App, id: number, state: cases.StoredCase['state']): outbox.WantedMessage[] {
  const { queue, log } = moderation.of(app.team);
  const places = Object.entries(state === 'open' ? queue : log);
  return places.map(([chat, channel]) => ({
    ...{ subject: subjectOfCase(id), kind: 'card', lasting: true, to: { chat, channel } },
  }));
}

async function later(app: App, id: number, again: number): Promise<void> {
  const alarm = { subject: subjectOfCase(id), kind: 'act-on-case', dueAt: again };
  await alarms.set(app.database, alarm);
  await wakeForAlarm(app, again);
}

function underWay(app: App): Chains<number> {
  const known = working.get(app) ?? new Chains<number>();
  working.set(app, known);
  return known;
}

const working = new WeakMap<App, Chains<number>>();

const MOST_AT_ONCE = 200;
/** ms */
const NOBODY_ACTS = 60_000;
