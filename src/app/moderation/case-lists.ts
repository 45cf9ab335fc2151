/** Answers of /mod: lists of cases, and what the rules did. */
import { section as moderation } from '../../../config/team/sections/moderation.ts';
import { type Card, card, context, type Inline, list, text, time } from '../../chat/card.ts';
import { cut } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import * as cases from '../../store/cases.ts';
import type { App } from '../app.ts';
import { wordsFor } from './deciding.ts';
import type { Known } from './rights.ts';

export async function casesCard(app: App, person: Known | undefined): Promise<Card> {
  const found = await cases.list(app.database, { ...(person && { person }), most: MOST });
  if (found.length === 0)
    return card(person ? t('No cases of this person') : t('No cases yet'), { tone: 'good' });
  return card(
    t('{count, plural, one {The newest case} other {The newest # cases}}', { count: found.length }),
    {
      blocks: [
        list(found.map(lineOf)),
        context(t('/mod case {id} shows one.', { id: String(found[0]?.id) })),
      ],
    },
  );
}

function lineOf({ id, userName, action, state, decisions, reason, openedAt }: cases.StoredCase): Inline {
  const why = reason || decisions.map(({ rule }) => rule).join(', ');
  return [
    t('{id}: {name}, {verdict}{state}', {
      id: String(id),
      name: userName,
      verdict: wordsFor(action),
      state: stateWords(state),
    }),
    ...(why === '' ? [] : [` (${cut(why, MOST_WHY)})`]),
    ', ',
    time(openedAt.getTime(), 'relative'),
  ];
}

function stateWords(state: cases.StoredCase['state']): string {
  switch (state) {
    case 'undone':
    case 'undoing':
      return t(', taken back');
    case 'failed':
      return t(', not possible');
    case 'open':
      return t(', waits for a moderator');
    case 'acting':
      return t(', being done');
    case 'done':
      return '';
  }
}

/** Each rule with how often it acted in the last thirty days, and how often a moderator said that it was wrong. */
export async function rulesCard(app: App): Promise<Card> {
  const { rules } = moderation.of(app.team);
  if (!rules)
    return card(t('No rules'), {
      blocks: [text(t('The team file has none under moderation.rules. docs/moderation.md has examples.'))],
    });
  const counted = await cases.countByRule(app.database, app.clock.now() - MONTH);
  const byName = new Map(counted.map((one) => [one.rule, one]));
  return card(t('{count, plural, one {# rule} other {# rules}}', { count: rules.list.length }), {
    blocks: [
      list(
        rules.list.slice(0, MOST_RULES).map(({ name, type, action, shadow }) => {
          const { acted = 0, undone = 0 } = byName.get(name) ?? {};
          const words = { name, type, action, acted, undone };
          return shadow
            ? t(
                '{name} ({type}): {action}, in shadow; would have acted {acted, plural, one {once} other {# times}}',
                words,
              )
            : t(
                '{name} ({type}): {action}; acted {acted, plural, one {once} other {# times}}, {undone} taken back',
                words,
              );
        }),
      ),
      context(t('In the last 30 days. What is taken back counts as a false alarm of its rules.')),
    ],
  });
}

const MOST = 15;
const MOST_RULES = 60;
const MOST_WHY = 60;
const MONTH = 30 * 24 * 3_600_000;
