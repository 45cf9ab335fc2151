/** `/unlink`: the identity in the other chat is a person of its own again. */
import { defineCommand } from '../src/app/app.ts';
import { chatTitle } from '../src/app/people/link-refusals.ts';
import { unlink } from '../src/app/people/unlinking.ts';
import { card, text } from '../src/chat/card.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'unlink',
  summary: t('Untie your identity here from the one in the other chat'),
  options: {},
  allow: 'anyone',
  answer: 'private',
  async run(call, app) {
    const untied = await unlink(app, call);
    const chats = new Intl.ListFormat('en').format(untied.map(chatTitle));
    return card(t('Unlinked'), {
      blocks: [
        text(
          t(
            'Whoever speaks as you in {chats} is somebody else from now on, with the roles given there alone.',
            { chats },
          ),
        ),
        text(t('What you did so far, in both chats, stays with you here.')),
      ],
    });
  },
});
