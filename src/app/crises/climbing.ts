/** The climb of a crisis: the steps that are due are done in one transaction with their pings and the next alarm. */
import { section as crisisSection } from '../../../config/team/sections/crisis.ts';
import { nextStep, type Place, type Recipient, type Target } from '../../crisis/escalation.ts';
import { type Subject, subjectOf } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import * as alarms from '../../store/alarms.ts';
import * as audit from '../../store/audit.ts';
import * as crises from '../../store/crises.ts';
import type { Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { entryOf } from '../auditing.ts';
import { wakeForAlarm, wakeForOutbox } from '../waking.ts';
import { type Reachable, reachable } from './roster.ts';

export const subjectOfCrisis = (id: number): Subject => subjectOf('crisis', id);

/** What stands for a step in a ping's round, and in the keys of pages. */
export function roundOf({ climb, round, level }: Place): string {
  return [climb, round, level].join('.');
}

/** Does what is due of one crisis. It may be called at any time, as often as one likes. Answers what was done. */
export async function climbOf(app: App, id: number): Promise<Climbed> {
  const roster = await reachable(app);
  const climbed = await app.database.transaction(async (transaction) => {
    const crisis = await crises.findForUpdate(transaction, id);
    return crisis ? climb(app, transaction, crisis, roster) : { entries: [], next: undefined };
  });
  await wakeForClimb(app, climbed);
  return climbed;
}

export interface Climbed {
  /** For the audit log. */
  entries: Parameters<typeof audit.append>[1][];
  /** When the next step is due (epoch ms). */
  next: number | undefined;
}

/** As the last thing of a transaction that holds the crisis: it appends to the audit log. */
export async function climb(
  app: App,
  transaction: Transaction,
  crisis: crises.StoredCrisis,
  roster: Reachable,
  before: Climbed['entries'] = [],
): Promise<Climbed> {
  const { policy } = crisisSection.of(app.team);
  const entries = [...before];
  const stored = (await crises.stepsOf(transaction, [crisis.id])).get(crisis.id) ?? [];
  const done = stored.map(crises.doneOf);
  let next: number | undefined;
  for (;;) {
    const at = app.clock.now();
    const step = nextStep(policy, crises.crisisOf(crisis), done, roster, at);
    if (step.kind === 'none') break;
    next = step.dueAt;
    if (step.dueAt > at) break;
    next = undefined;
    const { kind, dueAt, climb, round, level } = step;
    const place = { climb, round, level };
    const [to, missing] = step.kind === 'exhausted' ? [[], []] : [step.to, step.missing];
    const words = {
      reached: to.map((one) => recipientWords(one, roster)),
      missing: missing.map(targetWords),
    };
    // The row is held, so nobody else did it meanwhile; were it so, nothing is said twice.
    if (await crises.addStep(transaction, crisis.id, { ...place, kind, at, dueAt, ...words })) {
      await say(app, transaction, crisis, { ...place, kind, to, missing }, roster);
      entries.push({
        ...entryOf(`crisis.${kind}`, app.clock),
        ...{ subject: subjectOfCrisis(crisis.id), details: { ...place, ...words, dueAt } },
      });
    }
    done.push({ ...place, kind, at });
  }
  await settle(transaction, crisis.id, next);
  if (entries.length > 0) await audit.append(transaction, ...entries);
  return { entries, next };
}

export async function wakeForClimb(app: App, { entries, next }: Climbed): Promise<void> {
  if (next !== undefined) await wakeForAlarm(app, next);
  if (entries.length === 0) return;
  await wakeForOutbox(app);
  // Pages are alarms that are due at once.
  await wakeForAlarm(app, app.clock.now());
}

async function settle(transaction: Transaction, id: number, next: number | undefined): Promise<void> {
  const subject = subjectOfCrisis(id);
  await crises.noteNextStep(transaction, id, next);
  if (next === undefined) await alarms.unset(transaction, subject, 'escalate');
  else await alarms.set(transaction, { subject, kind: 'escalate', dueAt: next });
}

interface Said extends Place {
  kind: 'ping' | 'skip' | 'exhausted';
  to: Recipient[];
  missing: Target[];
}

/** Each ping is a row of its own: one that fails holds up no other. */
async function say(
  app: App,
  transaction: Transaction,
  { id }: crises.StoredCrisis,
  step: Said,
  roster: Reachable,
): Promise<void> {
  const subject = subjectOfCrisis(id);
  const common = { subject, round: roundOf(step), priority: 'crisis' as const, lasting: true };
  const payload = { level: step.level, round: step.round };
  const pings = step.to.flatMap((one) => placesOf(app, one, roster));
  const admins = roster.admins.map((one) => ({ personId: one.id }));
  await outbox.want(transaction, [
    ...pings.map((to) => ({ ...common, kind: 'ping', to, payload })),
    ...(step.kind === 'exhausted' ? admins.map((to) => ({ ...common, kind: 'exhausted', to })) : []),
    // Told once for a climb, not in each of its rounds.
    ...(step.missing.length > 0 && step.round === 0
      ? admins.map((to) => ({
          ...{ ...common, lasting: false, kind: 'missing', to },
          payload: { ...payload, missing: step.missing.map(targetWords) },
        }))
      : []),
  ]);
  for (const { kind, name } of step.to) {
    if (kind !== 'webhook') continue;
    const page = { subject, kind: 'page', key: `${roundOf(step)}.${name}`, dueAt: app.clock.now() };
    await alarms.set(transaction, { ...page, payload: { ...payload, climb: step.climb, webhook: name } });
  }
  await outbox.markChanged(transaction, subject);
}

function placesOf({ team, messengers }: App, { kind, name }: Recipient, roster: Reachable): outbox.Place[] {
  if (kind === 'person') {
    const contact = roster.known.get(name);
    return contact ? [{ personId: contact.id }] : [];
  }
  if (kind !== 'channel') return [];
  const here = Object.entries(team.channels[name] ?? {}).filter(([chat]) => messengers.has(chat));
  return here.map(([chat, channel]) => ({ chat, channel }));
}

function recipientWords({ kind, name }: Recipient, roster: Reachable): string {
  if (kind === 'person') return roster.known.get(name)?.name ?? name;
  return kind === 'channel' ? t('the channel {name}', { name }) : t('the webhook {name}', { name });
}

function targetWords({ kind, name }: Target): string {
  switch (kind) {
    case 'person':
      return t('{name}, who cannot be reached', { name });
    case 'role':
      return t('the role {name}, which nobody has', { name });
    case 'channel':
      return t('the channel {name}, which takes no messages', { name });
    case 'webhook':
      return t('the webhook {name}, which is not there', { name });
  }
}
