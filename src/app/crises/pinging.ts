/** What a step says: to whom, and in which words it is told. Each ping is a row of its own: one that fails holds up no other. */
import type { Place, Recipient, Target } from '../../crisis/escalation.ts';
import { t } from '../../kit/t.ts';
import type { WantedAlarm } from '../../store/alarms.ts';
import type * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import type { Contact, Reachable } from './roster.ts';
import { subjectOfCrisis } from './subject.ts';

export interface DueStep extends Place {
  crisisId: number;
  kind: 'ping' | 'skip' | 'exhausted';
  /** Epoch ms. */
  at: number;
  dueAt: number;
  to: Recipient[];
  missing: Target[];
}

/** Whom it writes to directly. */
export function toldBy({ kind, to, missing }: DueStep, roster: Reachable): Contact[] {
  const pinged = to.flatMap((one) => (one.kind === 'person' ? (roster.known.get(one.name) ?? []) : []));
  return kind === 'exhausted' || missing.length > 0 ? [...pinged, ...roster.admins] : pinged;
}

/** `ids`: of those whom it writes to, as they are now. */
export function messagesFor(
  app: App,
  step: DueStep,
  roster: Reachable,
  ids: ReadonlyMap<Contact, number>,
): outbox.WantedMessage[] {
  const { crisisId, kind, level, round, to, missing } = step;
  const subject = subjectOfCrisis(crisisId);
  const common = { subject, round: roundOf(step), priority: 'crisis' as const, lasting: true };
  const payload = { level, round };
  const pings = to.flatMap((one) =>
    placesOf(app, one, roster, ids).map((place) => ({ place, who: recipientWords(one, roster) })),
  );
  const admins = roster.admins.flatMap((one) => personAt(one, ids));
  return [
    ...pings.map(({ place, who }) => ({ ...common, kind: 'ping', to: place, payload: { ...payload, who } })),
    ...(kind === 'exhausted' ? admins.map((admin) => ({ ...common, kind: 'exhausted', to: admin })) : []),
    // Told once for a climb, not in each of its rounds.
    ...(missing.length > 0 && round === 0
      ? admins.map((admin) => ({
          ...{ ...common, lasting: false, kind: 'missing', to: admin },
          payload: { ...payload, missing: missing.map(targetWords) },
        }))
      : []),
  ];
}

/** Due at once. */
export function pagesFor({ clock }: App, step: DueStep): WantedAlarm[] {
  const { climb, level, round } = step;
  return step.to
    .filter(({ kind }) => kind === 'webhook')
    .map(({ name }) => ({
      ...{ subject: subjectOfCrisis(step.crisisId), kind: 'page', key: `${roundOf(step)}.${name}` },
      ...{ dueAt: clock.now(), payload: { climb, level, round, webhook: name } },
    }));
}

/** Whom it reaches, and who is named in vain. */
export function wordsOf(
  { to, missing }: DueStep,
  roster: Reachable,
): { reached: string[]; missing: string[] } {
  return { reached: to.map((one) => recipientWords(one, roster)), missing: missing.map(targetWords) };
}

/** What stands for a step in a ping's round, and in the keys of pages. */
function roundOf({ climb, round, level }: Place): string {
  return [climb, round, level].join('.');
}

export function placeOf(roundOfStep: string): Place {
  const [climb = 0, round = 0, level = 0] = roundOfStep.split('.').map(Number);
  return { climb, round, level };
}

function placesOf(
  { team, messengers }: App,
  { kind, name }: Recipient,
  roster: Reachable,
  ids: ReadonlyMap<Contact, number>,
): outbox.Place[] {
  if (kind === 'person') return personAt(roster.known.get(name), ids);
  if (kind !== 'channel') return [];
  const here = Object.entries(team.channels[name] ?? {}).filter(([chat]) => messengers.has(chat));
  return here.map(([chat, channel]) => ({ chat, channel }));
}

function personAt(contact: Contact | undefined, ids: ReadonlyMap<Contact, number>): outbox.Place[] {
  const personId = contact && ids.get(contact);
  return personId === undefined ? [] : [{ personId }];
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
