/** `/help`: what can be said, made from the definitions. */
import { defineCommand } from '../src/app/app.ts';
import { loadCommands } from '../src/app/definitions.ts';
import { card, code, list, strong, text } from '../src/chat/card.ts';
import { sorted } from '../src/chat/command.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'help',
  summary: t('What you can say to Bellwether'),
  options: {},
  allow: 'anyone',
  answer: 'private',
  async run({ person }) {
    const { commands, menus } = sorted(await loadCommands());
    return card(t('What you can say'), {
      blocks: [
        list(commands.map(({ name, summary }) => [code(`/${name}`), ` ${summary}`])),
        ...(menus.length > 0
          ? [
              text(t('In the menu of a message or a person, under Apps:')),
              list(menus.map(({ name, summary }) => [strong(name), ` ${summary}`])),
            ]
          : []),
        text(
          t('Your roles: {roles}. Your time zone: {zone}.', {
            roles: person.roles.join(', ') || t('none'),
            zone: person.timeZone,
          }),
        ),
      ],
    });
  },
});
