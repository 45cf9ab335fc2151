/** `/help`: what can be said, made from the definitions. */
import { defineCommand } from '../src/app/app.ts';
import { loadCommands } from '../src/app/definitions.ts';
import { card, code, list, text } from '../src/chat/card.ts';
import { isGroup } from '../src/chat/command.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'help',
  summary: t('What you can say to Bellwether'),
  options: {},
  allow: 'anyone',
  answer: 'private',
  async run({ person }) {
    const commands = (await loadCommands()).filter((definition) => !isGroup(definition));
    return card(t('What you can say'), {
      blocks: [
        list(commands.map(({ name, summary }) => [code(`/${name}`), ` ${summary}`])),
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
