/** `/mod backtest rule:gambling days:7`: what a rule would have done in this channel. Nothing is done. */
import { defineCommand } from '../src/app/app.ts';
import { backtestCard } from '../src/app/moderation/backtest-card.ts';
import { backtest, readDays } from '../src/app/moderation/backtesting.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'mod backtest',
  summary: t('Show what a rule would have done on what was written here'),
  options: {
    rule: { kind: 'text', summary: t('The name of a rule'), required: true, maxLength: 100 },
    days: { kind: 'text', summary: t('How many days back, 1 to 90; 7 when empty') },
  },
  allow: 'moderator',
  answer: 'private',
  // Only where it is said: whoever asks can read that channel themselves.
  async run({ chat, channel, values }, app) {
    const days = readDays(textOf(values, 'days'));
    return backtestCard(await backtest(app, { chat, channel, rule: textOf(values, 'rule'), days }), days);
  },
});
