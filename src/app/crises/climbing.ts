/** The climb of a crisis: the steps that are due are done in one transaction with their pings and the next alarm. */
import { section as crisisSection } from '../../../config/team/sections/crisis.ts';
import { nextStep } from '../../crisis/escalation.ts';
import { batched } from '../../kit/batch.ts';
import type { Subject } from '../../kit/subject.ts';
import * as alarms from '../../store/alarms.ts';
import * as audit from '../../store/audit.ts';
import * as crises from '../../store/crises.ts';
import type { Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import * as people from '../../store/people.ts';
import type { App } from '../app.ts';
import { entryOf } from '../auditing.ts';
import { wakeForAlarm, wakeForOutbox } from '../waking.ts';
import { type DueStep, messagesFor, pagesFor, toldBy, wordsOf } from './pinging.ts';
import { type Contact, type Reachable, reachable } from './roster.ts';
import { subjectOfCrisis } from './subject.ts';

export { subjectOfCrisis };

/** Does what is due of one crisis. It may be called at any time, as often as one likes. Many at once are one transaction. */
export async function climbOf(app: App, id: number): Promise<void> {
  const climbing = climbers.get(app) ?? batched((ids: number[]) => climbTogether(app, ids), AT_ONCE);
  climbers.set(app, climbing);
  const failed = await climbing(id);
  if (failed) throw failed.reason;
}

/** Of one that could not climb. */
type Failed = PromiseRejectedResult | undefined;

const climbers = new WeakMap<App, (id: number) => Promise<Failed>>();

/** One that fails must not fail the others: then each is tried by itself. */
async function climbTogether(app: App, ids: number[]): Promise<Failed[]> {
  const roster = await reachable(app);
  const climbThese = async (those: number[]) => {
    const climbed = await app.database.transaction(async (transaction) =>
      climbAll(app, transaction, await crises.findAllForUpdate(transaction, those), roster),
    );
    // What else is due waits for its transaction, and not for three answers of the queue. A wake-up that this does not
    // take is logged there, and the sweep finds the work.
    void wakeForClimb(app, climbed);
  };
  const [whole] = await Promise.allSettled([climbThese(ids)]);
  if (whole.status === 'fulfilled') return ids.map(() => undefined);
  const alone: Failed[] = [];
  for (const id of ids) {
    const [one] = await Promise.allSettled([climbThese([id])]);
    alone.push(one.status === 'rejected' ? one : undefined);
  }
  return alone;
}

export interface Climbed {
  /** For the audit log. */
  entries: Parameters<typeof audit.append>[1][];
  /** When the next step is due (epoch ms). */
  next: number | undefined;
}

/** As the last thing of a transaction that holds the crisis: it appends to the audit log. */
export function climb(
  app: App,
  transaction: Transaction,
  crisis: crises.StoredCrisis,
  roster: Reachable,
  before: Climbed['entries'] = [],
): Promise<Climbed> {
  return climbAll(app, transaction, [crisis], roster, before);
}

async function climbAll(
  app: App,
  transaction: Transaction,
  held: crises.StoredCrisis[],
  roster: Reachable,
  before: Climbed['entries'] = [],
): Promise<Climbed> {
  const done = await crises.stepsOf(
    transaction,
    held.map(({ id }) => id),
  );
  const planned = held.map((crisis) => ({
    crisis,
    ...stepsDue(app, crisis, (done.get(crisis.id) ?? []).map(crises.doneOf), roster),
  }));
  const steps = planned.flatMap((one) => one.steps);
  await crises.addSteps(
    transaction,
    steps.map((step) => ({ ...step, ...wordsOf(step, roster) })),
  );
  const ids = await idsNow(
    transaction,
    steps.flatMap((step) => toldBy(step, roster)),
  );
  await outbox.want(
    transaction,
    steps.flatMap((step) => messagesFor(app, step, roster, ids)),
  );
  await outbox.markAllChanged(transaction, [...new Set(steps.map((step) => subjectOfCrisis(step.crisisId)))]);
  await settle(app, transaction, planned);
  const entries = [...before, ...steps.map((step) => entryAbout(app, step, roster))];
  if (entries.length > 0) await audit.append(transaction, ...entries);
  const nexts = planned.flatMap(({ next }) => next ?? []);
  return { entries, next: nexts.length > 0 ? Math.min(...nexts) : undefined };
}

/** All that is due by now, as if each had been done at this instant. `next`: epoch ms. */
function stepsDue(
  app: App,
  crisis: crises.StoredCrisis,
  before: readonly ReturnType<typeof crises.doneOf>[],
  roster: Reachable,
): { steps: DueStep[]; next: number | undefined } {
  const { policy } = crisisSection.of(app.team);
  const done = [...before];
  const steps: DueStep[] = [];
  for (;;) {
    const at = app.clock.now();
    const step = nextStep(policy, crises.crisisOf(crisis), done, roster, at);
    if (step.kind === 'none') return { steps, next: undefined };
    if (step.dueAt > at) return { steps, next: step.dueAt };
    const reach = step.kind === 'exhausted' ? { to: [], missing: [] } : step;
    steps.push({ ...step, ...reach, crisisId: crisis.id, at });
    const { kind, climb, round, level } = step;
    done.push({ kind, climb, round, level, at });
  }
}

async function settle(
  app: App,
  transaction: Transaction,
  planned: { crisis: crises.StoredCrisis; steps: DueStep[]; next: number | undefined }[],
): Promise<void> {
  const told = planned.map(({ crisis, next }) => ({ id: crisis.id, at: next ?? null }));
  await crises.noteNextSteps(transaction, told);
  const pages = planned.flatMap(({ steps }) => steps.flatMap((step) => pagesFor(app, step)));
  const climbs = planned.flatMap(({ crisis, next }) =>
    next === undefined ? [] : [{ subject: subjectOfCrisis(crisis.id), kind: 'escalate', dueAt: next }],
  );
  await alarms.setAll(transaction, [...pages, ...climbs]);
  for (const { crisis, next } of planned)
    if (next === undefined) await alarms.unset(transaction, subjectOfCrisis(crisis.id), 'escalate');
}

/** Who they are by now; somebody may have become one with somebody else since the chats were asked. */
export async function idsNow(transaction: Transaction, contacts: Contact[]): Promise<Map<Contact, number>> {
  const ids = new Map<Contact, number>();
  for (const contact of new Set(contacts)) {
    const id = await people.holdByIdentity(transaction, contact.identity);
    if (id !== undefined) ids.set(contact, id);
  }
  return ids;
}

/** What is said so that somebody answers, and is not sent yet, is said no more. */
export async function endPings(transaction: Transaction, subject: Subject): Promise<void> {
  for (const kind of ['ping', 'exhausted', 'missing', 'unreached'])
    await outbox.end(transaction, subject, kind);
}

export async function wakeForClimb(app: App, { entries, next }: Climbed): Promise<void> {
  if (next !== undefined) await wakeForAlarm(app, next);
  if (entries.length === 0) return;
  await wakeForOutbox(app);
  // Pages are alarms that are due at once.
  await wakeForAlarm(app, app.clock.now());
}

function entryAbout(app: App, step: DueStep, roster: Reachable): Climbed['entries'][number] {
  const { crisisId, kind, climb, round, level, dueAt } = step;
  return {
    ...entryOf(`crisis.${kind}`, app.clock),
    subject: subjectOfCrisis(crisisId),
    details: { climb, round, level, dueAt, ...wordsOf(step, roster) },
  };
}

/** Crises that climb in one transaction: as many as the ringer claims at once. */
const AT_ONCE = 100;
