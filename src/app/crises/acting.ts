/** What people do with a crisis. The first press wins; one that comes too late changes nothing, and says what was before it. */
import { section as crisisSection } from '../../../config/team/sections/crisis.ts';
import { type CrisisEvent, type Done, type Refused, take } from '../../crisis/crisis.ts';
import { levelAbove } from '../../crisis/escalation.ts';
import { type Refusal, refuse } from '../../kit/finding.ts';
import { storable } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import { writeWhen } from '../../kit/when.ts';
import type { Actor } from '../../people/actor.ts';
import * as alarms from '../../store/alarms.ts';
import * as audit from '../../store/audit.ts';
import * as crises from '../../store/crises.ts';
import type { Handle, Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import * as people from '../../store/people.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { wakeForOutbox } from '../waking.ts';
import { type Climbed, climb, endPings, subjectOfCrisis, wakeForClimb } from './climbing.ts';
import { type Reachable, reachable } from './roster.ts';

export const acknowledge = (app: App, actor: Actor, id: number) =>
  act(app, actor, id, () => ({ kind: 'acknowledge', personId: actor.person.id }));

export const resolve = (app: App, actor: Actor, id: number, note = '') =>
  act(app, actor, id, () => ({ kind: 'resolve', personId: actor.person.id }), { words: note });

/** A false alarm. */
export const dismiss = (app: App, actor: Actor, id: number) =>
  act(app, actor, id, () => ({ kind: 'dismiss', personId: actor.person.id }));

/** One level further up, at once. */
export function escalate(app: App, actor: Actor, id: number): Promise<void> {
  const deciding: Deciding = (crisis, done) => {
    const toLevel = levelAbove(crisisSection.of(app.team).policy, crises.crisisOf(crisis), done);
    return { kind: 'escalate', personId: actor.person.id, toLevel };
  };
  return act(app, actor, id, deciding, { asksAnew: true });
}

export function reopen(app: App, actor: Actor, id: number): Promise<void> {
  const within = crisisSection.of(app.team).reopenWithin;
  const deciding: Deciding = () => ({ kind: 'reopen', personId: actor.person.id, within });
  return act(app, actor, id, deciding, { asksAnew: true });
}

/** What is going on, for everybody who reads the card. Also of one that is over. */
export async function note(app: App, actor: Actor, id: number, words: string): Promise<void> {
  const text = noteFrom(words);
  await app.database.transaction(async (transaction) => {
    if (!(await crises.findForUpdate(transaction, id))) throw unknownCrisis(id);
    await addNote(app, transaction, actor, id, text);
    await outbox.markChanged(transaction, subjectOfCrisis(id));
    await audit.append(transaction, {
      ...entryBy(actor, 'crisis.noted', app.clock),
      ...{ subject: subjectOfCrisis(id), details: { text } },
    });
  });
  await wakeForOutbox(app);
}

type Deciding = (crisis: crises.StoredCrisis, done: ReturnType<typeof crises.doneOf>[]) => CrisisEvent;

/**
 * Throws a `Refusal`. Pressed again by whoever has it, an acknowledgement is theirs all the same. The chats are asked only
 * where somebody is to be pinged: what stops the pings waits for nobody.
 */
async function act(
  app: App,
  actor: Actor,
  id: number,
  deciding: Deciding,
  { words = '', asksAnew = false } = {},
): Promise<void> {
  const roster = asksAnew ? await reachable(app) : undefined;
  const climbed = await app.database.transaction(async (transaction) => {
    const stored = await crises.findForUpdate(transaction, id);
    if (!stored) throw unknownCrisis(id);
    const steps = (await crises.stepsOf(transaction, [id])).get(id) ?? [];
    const event = deciding(stored, steps.map(crises.doneOf));
    const outcome = take(crises.crisisOf(stored), event, app.clock.now());
    if ('refused' in outcome) {
      if (event.kind === 'acknowledge' && stored.acknowledgedBy === actor.person.id) return undefined;
      throw await late(transaction, stored, outcome.refused, actor.person.timeZone);
    }
    const changed = await crises.update(transaction, id, outcome.crisis);
    if (words.trim() !== '') await addNote(app, transaction, actor, id, noteFrom(words));
    return follow(app, transaction, { actor, changed, done: outcome.done, roster });
  });
  if (climbed) await wakeForClimb(app, climbed);
}

interface Change {
  actor: Actor;
  changed: crises.StoredCrisis;
  done: Done;
  /** Undefined: nobody is to be pinged from here on. */
  roster: Reachable | undefined;
}

/** Whoever is about to ping looks at its row first, and waits for this transaction: nobody is pinged after it. */
async function follow(
  app: App,
  transaction: Transaction,
  { actor, changed, done, roster }: Change,
): Promise<Climbed> {
  const subject = subjectOfCrisis(changed.id);
  await alarms.unset(transaction, subject);
  await endPings(transaction, subject);
  await outbox.markChanged(transaction, subject);
  const entry = { ...entryBy(actor, `crisis.${done}`, app.clock), subject };
  if (roster) return climb(app, transaction, changed, roster, [entry]);
  await crises.noteNextSteps(transaction, [{ id: changed.id, at: null }]);
  await audit.append(transaction, entry);
  return { entries: [entry], next: undefined };
}

async function addNote(
  app: App,
  transaction: Transaction,
  { person }: Actor,
  id: number,
  text: string,
): Promise<void> {
  await crises.addNote(transaction, id, { personId: person.id, at: app.clock.now(), text });
}

async function late(
  db: Handle,
  stored: crises.StoredCrisis,
  refused: Refused,
  timeZone: string,
): Promise<Refusal> {
  const nameOf = async (id: number | null) =>
    (id === null ? undefined : (await people.findById(db, id))?.name) ?? t('somebody');
  const when = (at: Date | null) => writeWhen((at ?? stored.openedAt).getTime(), timeZone);
  const id = String(stored.id);
  switch (refused) {
    case 'already_acknowledged':
      return refuse(
        'crisis.acknowledged',
        'id',
        t('{who} has crisis {id}, since {at}.', {
          ...{ who: await nameOf(stored.acknowledgedBy), id, at: when(stored.acknowledgedAt) },
        }),
        t('Nobody is pinged any more. Escalate asks the next level.'),
      );
    case 'already_over':
      return refuse(
        'crisis.over',
        'id',
        stored.state === 'resolved'
          ? t('{who} resolved crisis {id} {at}.', {
              ...{ who: await nameOf(stored.endedBy), id, at: when(stored.endedAt) },
            })
          : t('{who} dismissed crisis {id} {at}.', {
              ...{ who: await nameOf(stored.endedBy), id, at: when(stored.endedAt) },
            }),
        t('Reopen on its card takes it up again; /crisis open begins another one.'),
      );
    case 'still_on':
      return refuse('crisis.on', 'id', t('Crisis {id} goes on.', { id }), t('Its card shows who has it.'));
    case 'too_late_to_reopen':
      return refuse(
        'crisis.reopen.late',
        'id',
        t('Crisis {id} ended {at}; that is too long ago to take it up again.', {
          id,
          at: when(stored.endedAt),
        }),
        t('/crisis open begins another one.'),
      );
  }
}

export function unknownCrisis(id: number | string): Refusal {
  return refuse(
    'crisis.unknown',
    'id',
    t('There is no crisis {id}.', { id: String(id) }),
    t('/crisis list shows those that go on.'),
  );
}

/** Throws a `Refusal`. */
function noteFrom(words: string): string {
  const text = storable(words).trim();
  if (text === '')
    throw refuse(
      'crisis.update.empty',
      'text',
      t('An update needs words; none were given.'),
      t('Say what is known or done by now.'),
    );
  if (text.length <= MOST_NOTE) return text;
  throw refuse(
    'crisis.update.long',
    'text',
    t('An update takes {most} characters; this one has {found}.', { most: MOST_NOTE, found: text.length }),
    t('Shorten it by {count}.', { count: text.length - MOST_NOTE }),
  );
}

export const MOST_NOTE = 1_000;
