/** `/link`: ties a person's Slack and Discord identities by a one-time code, and the word of both sides. */
import { type App, defineButton, defineCommand } from '../src/app/app.ts';
import { type LinkSide, linkCard } from '../src/app/people/link-card.ts';
import { picturesOf } from '../src/app/people/link-pictures.ts';
import {
  agreeAsAdmin,
  agreeToLink,
  offerLink,
  openLink,
  refuseLink,
  sharedRoles,
  takeLink,
} from '../src/app/people/linking.ts';
import { type Card, card, code, text } from '../src/chat/card.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';
import type { Actor } from '../src/people/actor.ts';
import type { StoredLink } from '../src/store/links.ts';

export const command = defineCommand({
  name: 'link',
  summary: t('Tie your Slack and Discord identities together'),
  options: { code: { kind: 'text', summary: t('The code that the other chat gave you') } },
  allow: 'anyone',
  answer: 'private',
  async run(call, app) {
    const typed = textOf(call.values, 'code');
    if (typed !== '') return shown(app, call, await takeLink(app, call, typed));
    const open = await openLink(app, call);
    if (open) return shown(app, call, open);
    const offered = await offerLink(app, call);
    return card(t('Your one-time code'), {
      blocks: [
        text(
          t('In the other chat, within ten minutes: {command}', { command: code(`/link code:${offered}`) }),
        ),
        text(t('Give it to nobody. When it is typed, both sides are asked whether they are one person.')),
      ],
    });
  },
  buttons: [
    defineButton({
      action: 'link.confirm',
      allow: 'anyone',
      press: async (press, app) => shown(app, press, await agreeToLink(app, press, Number(press.id))),
    }),
    defineButton({
      action: 'link.refuse',
      allow: 'anyone',
      press: async (press, app) => shown(app, press, await refuseLink(app, press, Number(press.id))),
    }),
    defineButton({
      action: 'link.agree',
      allow: 'admin',
      press: async (press, app) => shownAs('admin', app, await agreeAsAdmin(app, press, Number(press.id))),
    }),
  ],
});

function shown(app: App, { chat }: Actor, link: StoredLink): Promise<Card> {
  return shownAs(link.askerChat === chat ? 'asker' : 'taker', app, link);
}

async function shownAs(side: LinkSide, app: App, link: StoredLink): Promise<Card> {
  const [roles, pictures] = await Promise.all([sharedRoles(app, link), picturesOf(app, link)]);
  return linkCard(link, { side, roles, pictures, now: app.clock.now() });
}
