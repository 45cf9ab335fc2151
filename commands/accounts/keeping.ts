/** What becomes of a target that is there: asked again, disconnected, called something else. */
import { defineButton } from '../../src/app/app.ts';
import { disconnect, mayConnect } from '../../src/app/grants/connecting.ts';
import { checkAccount } from '../../src/app/targets/pausing.ts';
import { MOST_TITLE, renameTarget } from '../../src/app/targets/renaming.ts';
import { targetCard } from '../../src/app/targets/target-card.ts';
import { viewTarget } from '../../src/app/targets/target-view.ts';
import { card, text } from '../../src/chat/card.ts';
import { textOf } from '../../src/chat/option.ts';
import { t } from '../../src/kit/t.ts';
import { notTheirs } from './connecting.ts';

export const keeping = [
  defineButton({
    action: 'account.check',
    allow: 'member',
    async press(press, app) {
      await checkAccount(app, press.id, press);
      return targetCard(await viewTarget(app, press.id));
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
            gone ? t('Its posts wait until somebody connects it.') : t('It was not connected before either.'),
          ),
        ],
      });
    },
  }),
  defineButton({
    action: 'account.rename',
    allow: 'member',
    form: {
      title: t('Rename an account'),
      submit: t('Rename'),
      options: {
        title: {
          kind: 'text',
          summary: t('As people read it on cards; its name stays'),
          required: true,
          maxLength: MOST_TITLE,
        },
      },
      prefill: async ({ id }, app) => ({ title: app.accounts.titleOf(id) }),
    },
    async press(press, app) {
      if (!mayConnect(app, press.person, press.id)) throw notTheirs();
      const title = await renameTarget(app, press, press.id, textOf(press.values, 'title'));
      return card(t('It is called {title} now', { title }), {
        blocks: [
          text(
            t('Authors go on writing {name} after "to:". Cards show the new title as they change.', {
              name: press.id,
            }),
          ),
        ],
      });
    },
  }),
];
