/** `/accounts`: the accounts that posts go out to, and whether something keeps posts from them. */
import { defineButton, defineCommand } from '../src/app/app.ts';
import { targetCard } from '../src/app/cards/target-card.ts';
import { listTargets } from '../src/app/targets/listing.ts';
import { checkAccount } from '../src/app/targets/pausing.ts';
import { viewTarget } from '../src/app/targets/viewing.ts';
import { button, card, list, strong, text } from '../src/chat/card.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'accounts',
  summary: t('Show the accounts that posts go out to, and what keeps posts from them'),
  options: {},
  allow: 'member',
  answer: 'private',
  async run(_call, app) {
    const targets = await listTargets(app);
    if (targets.length === 0)
      return card(t('No accounts'), { blocks: [text(t('The team file names no target yet.'))] });
    const paused = targets.find((one) => one.paused);
    return card(t('Accounts'), {
      tone: targets.some((one) => one.paused || one.hindered) ? 'warning' : 'neutral',
      blocks: [list(targets.map(({ target, title, state }) => [strong(title), ` (${target}): ${state}`]))],
      actions: paused ? [button('account.check', paused.target, t('Check again'))] : [],
    });
  },
  buttons: [
    defineButton({
      action: 'account.check',
      allow: 'member',
      async press(press, app) {
        await checkAccount(app, press.id, press);
        return targetCard(await viewTarget(app, press.id));
      },
    }),
  ],
});
