/** `/accounts show`, in Slack `/accounts` too: the accounts that posts go out to, and whether something keeps posts from them. */
import { defineCommand } from '../src/app/app.ts';
import { connectable, mayConnect } from '../src/app/grants/connecting.ts';
import { listTargets } from '../src/app/targets/listing.ts';
import { button, card, list, strong, text } from '../src/chat/card.ts';
import { t } from '../src/kit/t.ts';
import { ANY_NETWORK, mayConnectMore } from './accounts/connecting.ts';

export const command = defineCommand({
  name: 'accounts show',
  summary: t('Show the accounts that posts go out to, and what keeps posts from them'),
  options: {},
  allow: 'member',
  answer: 'private',
  async run({ person }, app) {
    const targets = await listTargets(app);
    const more = mayConnectMore(app, person)
      ? [button('account.connect-new', ANY_NETWORK, t('Connect more'))]
      : [];
    if (targets.length === 0)
      return card(t('No accounts'), { blocks: [text(t('There is no target yet.'))], actions: more });
    const paused = targets.find((one) => one.paused);
    const theirs = targets.filter(
      ({ target }) =>
        (connectable(app, target) || app.team.targets[target]?.connected) && mayConnect(app, person, target),
    );
    return card(t('Accounts'), {
      tone: targets.some((one) => one.paused || one.hindered) ? 'warning' : 'neutral',
      blocks: [list(targets.map(({ target, title, state }) => [strong(title), ` (${target}): ${state}`]))],
      actions: [
        ...(paused ? [button('account.check', paused.target, t('Check again'))] : []),
        ...more,
        // What is hindered first: there is room for a few.
        ...theirs
          .sort((one, other) => Number(other.hindered || other.paused) - Number(one.hindered || one.paused))
          .slice(0, MOST_BUTTONS)
          .map(({ target, title, hindered, paused }) =>
            button(
              'account.connect',
              target,
              hindered || paused ? t('Connect {title}', { title }) : t('Manage {title}', { title }),
            ),
          ),
      ],
    });
  },
});

const MOST_BUTTONS = 4;
