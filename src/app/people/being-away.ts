/** Somebody says until when they are away and who stands in, and that they are back. */
import { ChatError } from '../../chat/chat.ts';
import { type Refusal, refuse } from '../../kit/finding.ts';
import { storable } from '../../kit/storable.ts';
import { subjectOf } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import { readWhen } from '../../kit/when.ts';
import type { Actor } from '../../people/actor.ts';
import { type Party, partyWords } from '../../people/party.ts';
import { isOfTeam, type Person } from '../../people/person.ts';
import { mayStandIn } from '../../posts/mandate.ts';
import * as absences from '../../store/absences.ts';
import * as alarms from '../../store/alarms.ts';
import * as audit from '../../store/audit.ts';
import type { Handle, Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { wakeForOutbox } from '../waking.ts';
import { type Away, awayNow, longestDelegation } from './delegates.ts';
import { recognise } from './recognition.ts';

/** `until` in the person's own words; `to`: a user id in the chat where it is said, or nothing. Throws a `Refusal`. */
export async function goAway(app: App, actor: Actor, said: { until: string; to: string }): Promise<void> {
  const { person, chat } = actor;
  if (said.until.trim() === '') throw noEnd();
  const until = readWhen(said.until, person.timeZone, app.clock.now(), 'until');
  const delegate =
    said.to.trim() === '' ? undefined : await readDelegate(app, chat, storable(said.to).trim());
  if (delegate?.id === person.id) throw themselves();
  if (delegate) checkDelegate(app, delegate, until);
  await change(app, async (transaction) => {
    await absences.keep(transaction, {
      personId: person.id,
      delegateId: delegate?.id ?? null,
      since: new Date(app.clock.now()),
      until: new Date(until),
    });
    await alarms.set(transaction, {
      subject: subjectOf('person', person.id),
      kind: 'end-absence',
      dueAt: until,
    });
    return {
      ...entryBy(actor, 'people.away', app.clock),
      details: {
        until: new Date(until).toISOString(),
        ...(delegate ? { delegate: { id: delegate.id, name: delegate.name } } : {}),
      },
    };
  });
}

/** Nothing where they were not away. */
export async function comeBack(app: App, actor: Actor): Promise<void> {
  await change(app, async (transaction) => {
    const ended = await absences.end(transaction, actor.person.id, new Date(app.clock.now()));
    await alarms.unset(transaction, subjectOf('person', actor.person.id), 'end-absence');
    return ended && entryBy(actor, 'people.back', app.clock);
  });
}

/** Whether they are away, and for whom they stand in. */
export async function howItStands(app: App, person: Person): Promise<{ own?: Away; others: Away[] }> {
  const all = await awayNow(app);
  return {
    own: all.find((one) => one.person.id === person.id),
    others: all.filter((one) => one.delegate?.id === person.id),
  };
}

/** Cards in review say who is awaited. */
async function change(
  app: App,
  make: (transaction: Transaction) => Promise<Parameters<typeof audit.append>[1] | undefined>,
): Promise<void> {
  const changed = await app.database.transaction(async (transaction) => {
    const entry = await make(transaction);
    if (!entry) return false;
    await markAwaited(transaction);
    await audit.append(transaction, entry);
    return true;
  });
  if (changed) await wakeForOutbox(app);
}

/** An absence is over. */
export async function refreshAwaited(app: App): Promise<void> {
  await markAwaited(app.database);
  await wakeForOutbox(app);
}

export async function markAwaited(db: Handle): Promise<void> {
  const reviews = await posts.list(db, { stages: ['in_review'], most: MOST });
  await outbox.markAllChanged(
    db,
    reviews.map(({ id }) => subjectOf('post', id)),
  );
}

async function readDelegate(app: App, chat: string, user: string): Promise<Person> {
  try {
    return await recognise(app, { chat, user });
  } catch (error) {
    const isUnknown = error instanceof ChatError && (error.reason === 'gone' || error.reason === 'refused');
    throw isUnknown ? nobodyCalledSo(user) : error;
  }
}

/** Told here already; what counts is who they are when they decide. */
function checkDelegate(app: App, delegate: Person, until: number): void {
  if (!isOfTeam(delegate)) throw notOfTheTeam(delegate.name);
  const { approval } = app.team;
  const { delegates } = approval;
  if (delegates && !mayStandIn(approval, delegate)) throw notForDelegates(delegate.name, delegates);
  const [span, longest] = [until - app.clock.now(), longestDelegation(app)];
  if (span > longest) throw tooLong(span, longest);
}

function notForDelegates(name: string, delegates: Party): Refusal {
  return refuse(
    'away.to.delegates',
    'to',
    t('{name} cannot decide in your place: only {who} may stand in.', { name, who: partyWords(delegates) }),
    t('Name one of those, or let an admin change approval.delegates in the team file.'),
  );
}

function tooLong(found: number, longest: number): Refusal {
  return refuse(
    'away.until.too_long',
    'until',
    t('Somebody may stand in for {longest} days at most; these are {found}.', {
      longest: days(longest),
      found: days(found),
    }),
    t('Name an earlier end and say it again then, or be away with nobody in your place.'),
  );
}

function days(milliseconds: number): number {
  return Math.ceil(milliseconds / 86_400_000);
}

function noEnd(): Refusal {
  return refuse(
    'away.until.missing',
    'until',
    t('It is not said until when you are away.'),
    t('Add until:"monday 9:00", say.'),
  );
}

function themselves(): Refusal {
  return refuse('away.to.self', 'to', t('Nobody stands in for themselves.'), t('Name somebody else.'));
}

function notOfTheTeam(name: string): Refusal {
  return refuse(
    'away.to.team',
    'to',
    t('{name} has no role in this team, and cannot decide in your place.', { name }),
    t('Name somebody of the team, or let an admin give them a role in the team file.'),
  );
}

function nobodyCalledSo(user: string): Refusal {
  return refuse(
    'away.to.unknown',
    'to',
    t('"{user}" is nobody known here.', { user }),
    t('Mention the person, with @ before the name.'),
  );
}

const MOST = 500;
