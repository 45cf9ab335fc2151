/** What a back-test found, for whoever asked. */
import { type Card, card, code, context, type Inline, joined, list, text, time } from '../../chat/card.ts';
import { shortened } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import type { Example } from '../../moderation/backtest.ts';
import { type Backtested, MOST_MESSAGES, type Reach } from './backtesting.ts';

export function backtestCard({ rule, backtest, reach }: Backtested, days: number): Card {
  const { hits, looked, passedOver, people } = backtest;
  const words = { hits: hits.length, looked, people, action: rule.action };
  const examples = backtest.examples(MOST_EXAMPLES);
  return card(t('What the rule "{name}" would have done here', { name: rule.name }), {
    tone: hits.length === 0 ? 'good' : 'warning',
    blocks: [
      text(
        hits.length === 0
          ? t('None of {looked, plural, one {# message} other {# messages}} would have been hit.', words)
          : t(
              '{hits, plural, one {# message} other {# messages}} of {looked}, by {people, plural, one {# person} other {# people}}: it says {action}.',
              words,
            ),
      ),
      ...(examples.length === 0 ? [] : [list(examples.map(exampleLine))]),
      context(joined([reachWords(reach, days), ...passedWords(passedOver), t('Nothing was done.')], ' ')),
    ],
  });
}

/** What stands once goes first: there a rule is wrong, if it is. */
function exampleLine({ message, decision: { why }, count, people }: Example): Inline {
  const { author, at } = message;
  const from = why.text.slice(Math.max(0, why.span[0] - AROUND), why.span[0]).replaceAll(/\s+/g, ' ');
  const to = why.text.slice(why.span[1], why.span[1] + AROUND).replaceAll(/\s+/g, ' ');
  const more =
    count === 1
      ? ''
      : t(' (the same {count} times, by {people, plural, one {# person} other {# people}})', {
          ...{ count, people },
        });
  return [
    ...[from, code(shortened(why.matched, MOST_MATCHED)), to],
    t(': {name}, ', { name: author.name ?? author.id }),
    ...[time(at, 'relative'), more],
  ];
}

function reachWords({ ended, from }: Reach, days: number): Inline {
  if (from === undefined) return t('There is nothing to read in this channel.');
  const at = time(from);
  switch (ended) {
    case 'all':
      return t('All of the last {days, plural, one {day} other {# days}} that still stands here was read.', {
        days,
      });
    case 'beginning':
      return t('All that still stands in this channel was read, from {at} on.', { at });
    case 'most':
      return t('Only the newest {most} messages were read, from {at} on.', { most: MOST_MESSAGES, at });
    case 'refused':
      return t('The chat gave no more for now: only what was written from {at} on was read.', { at });
  }
}

function passedWords(count: number): string[] {
  return count === 0
    ? []
    : [
        t(
          '{count, plural, one {# message} other {# messages}} of moderators, bots and exempt ones left out.',
          {
            count,
          },
        ),
      ];
}

const MOST_EXAMPLES = 6;
const MOST_MATCHED = 60;
const AROUND = 30;
