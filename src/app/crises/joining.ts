/** An alert joins the crisis that is on; where nobody can be counted on to see that, whoever is to know is asked anew. */
import { section as crisisSection } from '../../../config/team/sections/crisis.ts';
import { take } from '../../crisis/crisis.ts';
import type { Severity } from '../../crisis/detection/alerting.ts';
import { isExhausted, levelAbove } from '../../crisis/escalation.ts';
import { t } from '../../kit/t.ts';
import * as crises from '../../store/crises.ts';
import type { Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import * as people from '../../store/people.ts';
import type { App } from '../app.ts';
import { entryOf } from '../auditing.ts';
import { type Climbed, climb, endPings, subjectOfCrisis } from './climbing.ts';
import type { Reachable } from './roster.ts';

export interface Joining {
  topic: string;
  severity: Severity;
  sentence: string;
  links: crises.CrisisLink[];
}

/** As the last thing of a transaction that holds the crisis. Whoever calls it wakes for its climb. */
export async function joinIn(
  app: App,
  transaction: Transaction,
  roster: Reachable,
  found: crises.StoredCrisis,
  { topic, severity, sentence, links }: Joining,
): Promise<Climbed | undefined> {
  const before = crises.crisisOf(found);
  const done = ((await crises.stepsOf(transaction, [found.id])).get(found.id) ?? []).map(crises.doneOf);
  const toLevel = levelAbove(crisisSection.of(app.team).policy, before, done);
  const event = { kind: 'alert' as const, severity, isExhausted: isExhausted(before, done), toLevel };
  const outcome = take(before, event, app.clock.now());
  if ('refused' in outcome) return undefined;
  const asksAnew = outcome.crisis.climb.number !== before.climb.number;
  const changed = await crises.update(transaction, found.id, outcome.crisis, { sentence, links });
  const subject = subjectOfCrisis(found.id);
  if (asksAnew) {
    await endPings(transaction, subject);
    const text = await whyAnew(transaction, found, outcome.done === 'worsened');
    await crises.addNote(transaction, found.id, { personId: null, at: app.clock.now(), text });
  }
  await outbox.markChanged(transaction, subject);
  const entry = {
    ...entryOf(`crisis.${outcome.done}`, app.clock),
    ...{ subject, details: { topic, severity, sentence, asksAnew } },
  };
  return climb(app, transaction, changed, roster, [entry]);
}

async function whyAnew(
  transaction: Transaction,
  { acknowledgedBy }: crises.StoredCrisis,
  isWorse: boolean,
): Promise<string> {
  const why = isWorse
    ? t('It got worse, so whoever is to know is asked anew.')
    : t('It goes on, so whoever is to know is asked anew.');
  const had = acknowledgedBy === null ? undefined : await people.findById(transaction, acknowledgedBy);
  return had ? t('{why} {who} had it.', { why, who: had.name }) : why;
}
