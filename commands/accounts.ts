/** `/accounts`: the accounts that posts go out to, and whether something keeps posts from them. */
import { defineButton, defineCommand } from '../src/app/app.ts';
import { targetCard } from '../src/app/cards/target-card.ts';
import { connectable, disconnect, linkFor, mayConnect } from '../src/app/grants/connecting.ts';
import { listTargets } from '../src/app/targets/listing.ts';
import { checkAccount } from '../src/app/targets/pausing.ts';
import { viewTarget } from '../src/app/targets/viewing.ts';
import { button, card, list, strong, text } from '../src/chat/card.ts';
import { refuse } from '../src/kit/finding.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'accounts',
  summary: t('Show the accounts that posts go out to, and what keeps posts from them'),
  options: {},
  allow: 'member',
  answer: 'private',
  async run({ person }, app) {
    const targets = await listTargets(app);
    if (targets.length === 0)
      return card(t('No accounts'), { blocks: [text(t('The team file names no target yet.'))] });
    const paused = targets.find((one) => one.paused);
    const toConnect = targets.filter(
      ({ target }) => connectable(app, target) && mayConnect(app, person, target),
    );
    return card(t('Accounts'), {
      tone: targets.some((one) => one.paused || one.hindered) ? 'warning' : 'neutral',
      blocks: [list(targets.map(({ target, title, state }) => [strong(title), ` (${target}): ${state}`]))],
      actions: [
        ...(paused ? [button('account.check', paused.target, t('Check again'))] : []),
        // What is hindered first: there is room for a few.
        ...toConnect
          .sort((one, other) => Number(other.hindered || other.paused) - Number(one.hindered || one.paused))
          .slice(0, MOST_BUTTONS)
          .map(({ target, title }) => button('account.connect', target, t('Connect {title}', { title }))),
      ],
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
    defineButton({
      action: 'account.connect',
      allow: 'member',
      async press({ id: target, person }, app) {
        if (!connectable(app, target) || !mayConnect(app, person, target)) throw notTheirs();
        const { title, grant } = await viewTarget(app, target);
        const url = linkFor(app, target, person.id);
        return card(t('Connect {title}', { title }), {
          blocks: [
            ...(grant
              ? [text(t('It is connected by the leave of {name}.', { name: grant.granterName }))]
              : []),
            text(t('The link is yours alone, and opens for half an hour.')),
          ],
          actions: [
            { kind: 'link', label: t('Open the page'), url },
            ...(grant ? [disconnectButton(target, title)] : []),
          ],
        });
      },
    }),
    defineButton({
      action: 'account.disconnect',
      allow: 'member',
      async press({ id: target, person }, app) {
        if (!mayConnect(app, person, target)) throw notTheirs();
        const gone = await disconnect(app, person, target);
        const title = app.accounts.titleOf(target);
        return card(t('{title} is not connected', { title }), {
          blocks: [
            text(
              gone
                ? t('Its posts wait until somebody connects it.')
                : t('It was not connected before either.'),
            ),
          ],
        });
      },
    }),
  ],
});

const MOST_BUTTONS = 4;

function disconnectButton(target: string, title: string) {
  const confirm = t('Disconnect {title}? Its posts wait until somebody connects it again.', { title });
  return button('account.disconnect', target, t('Disconnect'), { style: 'danger', confirm });
}

function notTheirs() {
  return refuse(
    'account.connect',
    'target',
    t('This account is not yours to connect.'),
    t('An admin can, and whoever the team file names as its owner.'),
  );
}
