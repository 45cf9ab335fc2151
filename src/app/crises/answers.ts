/** What whoever gave a command reads: the crisis as it stands, without what the shared card has to press. */
import { type Card, card, context, type Inline, list, time } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import * as crises from '../../store/crises.ts';
import type { App } from '../app.ts';
import { namedPeople, personPart } from '../people/person-part.ts';
import { unknownCrisis } from './acting.ts';
import { crisisCard, headingOf } from './crisis-card.ts';
import { viewCrisis } from './viewing.ts';

/** Throws a `Refusal`. */
export async function crisisAnswer(app: App, id: number): Promise<Card> {
  const view = await viewCrisis(app, id);
  if (!view) throw unknownCrisis(id);
  return crisisCard(view);
}

/** Those that go on, the newest first. */
export async function crisesCard(app: App): Promise<Card> {
  const found = await crises.goingOn(app.database, MOST + 1);
  if (found.length === 0) return card(t('No crisis goes on'), { tone: 'good' });
  const people = await namedPeople(
    app,
    found.map((one) => one.acknowledgedBy),
  );
  const lines = found.slice(0, MOST).map((one): Inline => {
    const since = time((one.acknowledgedAt ?? one.openedAt).getTime());
    const words = { heading: headingOf(one), since };
    return one.state === 'open'
      ? t('{heading}: nobody has it, since {since}', words)
      : t('{heading}: {who} has it, since {since}', {
          ...words,
          who: personPart(people, one.acknowledgedBy),
        });
  });
  return card(
    t('{count, plural, one {# crisis goes} other {# crises go}} on', { count: Math.min(found.length, MOST) }),
    {
      tone: found.some(({ state }) => state === 'open') ? 'bad' : 'waiting',
      blocks: [list(lines), ...(found.length > MOST ? [context(t('And more, which are older.'))] : [])],
    },
  );
}

const MOST = 20;
