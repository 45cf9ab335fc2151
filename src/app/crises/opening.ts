/** A crisis begins: with its card, the first ping and the next alarm, in one transaction. */
import { section as crisisSection } from '../../../config/team/sections/crisis.ts';
import { open } from '../../crisis/crisis.ts';
import { SEVERITIES, type Severity } from '../../crisis/detection/alerting.ts';
import { refuse } from '../../kit/finding.ts';
import { cut, shortened, storable } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import type { Actor } from '../../people/actor.ts';
import * as crises from '../../store/crises.ts';
import type { Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { entryBy, entryOf } from '../auditing.ts';
import { type Climbed, climb, subjectOfCrisis, wakeForClimb } from './climbing.ts';
import { type Reachable, reachable } from './roster.ts';

export interface Opening extends Omit<crises.NewCrisis, 'openedBy' | 'topic'> {
  severity: Severity;
  /** Of what was felt; null: somebody opens it. */
  topic?: string | null;
}

/** By a person. Throws a `Refusal` where nothing says what it is about. */
export async function openCrisis(app: App, actor: Actor, opening: Opening): Promise<number> {
  const title = titleFrom(opening.title);
  const roster = await reachable(app);
  const opened = await app.database.transaction((transaction) =>
    openIn(app, transaction, roster, { ...opening, title }, actor),
  );
  await wakeForClimb(app, opened.climbed);
  return opened.id;
}

/** As the last thing of a transaction. `before`: what else the audit log is told. Whoever calls it wakes for its climb. */
export async function openIn(
  app: App,
  transaction: Transaction,
  roster: Reachable,
  { severity, topic = null, ...made }: Opening,
  actor?: Actor,
  before: Climbed['entries'] = [],
): Promise<{ id: number; climbed: Climbed }> {
  const { places } = crisisSection.of(app.team);
  const crisis = await crises.insert(
    transaction,
    { ...made, topic, openedBy: actor?.person.id ?? null },
    open(severity, app.clock.now()),
  );
  const subject = subjectOfCrisis(crisis.id);
  const cards = Object.entries(places).map(
    ([chat, channel]): outbox.WantedMessage => ({
      ...{ subject, kind: 'card', priority: 'crisis', lasting: true },
      to: { chat, channel },
    }),
  );
  await outbox.want(transaction, cards);
  const kind = 'crisis.opened';
  const entry = {
    ...(actor ? entryBy(actor, kind, app.clock) : entryOf(kind, app.clock)),
    ...{ subject, details: { title: made.title, severity, topic, sentence: made.sentence } },
  };
  return { id: crisis.id, climbed: await climb(app, transaction, crisis, roster, [...before, entry]) };
}

/** Throws a `Refusal`. */
export function severityFrom(words: string): Severity {
  const said = words.trim().toLowerCase() || 'high';
  const found = SEVERITIES.find((one) => one === said);
  if (found) return found;
  throw refuse(
    'crisis.severity.unknown',
    'severity',
    t('"{said}" is no severity.', { said: cut(said, 40) }),
    t('There are: {names}.', { names: SEVERITIES.join(', ') }),
  );
}

function titleFrom(words: string): string {
  const title = storable(words).replace(/\s+/g, ' ').trim();
  if (title !== '') return shortened(title, MOST_TITLE);
  throw refuse(
    'crisis.title.empty',
    'title',
    t('A crisis needs a title; none was given.'),
    t('Say in a few words what is going on, such as "angry answers to the post of 18:00".'),
  );
}

/** Characters: a heading holds it in both chats. */
export const MOST_TITLE = 150;
