/** The button by which the fields of one target are filled in: a title, a board. */
import { type App, defineButton } from '../../src/app/app.ts';
import { readFillable } from '../../src/app/posts/cards/field-blocks.ts';
import { openEdit } from '../../src/app/posts/drafting/drafting.ts';
import { type FieldForm, fieldForm, givenFields } from '../../src/app/posts/drafting/field-form.ts';
import { readShown } from '../../src/app/posts/id.ts';
import type { Press } from '../../src/chat/command.ts';
import { t } from '../../src/kit/t.ts';
import { edit } from './changing.ts';

export const filling = [
  defineButton({
    action: 'post.fields',
    allow: 'member',
    form: {
      title: t('Fields'),
      submit: t('Send for review'),
      options: fieldsOf,
    },
    async press(press, app) {
      const { shown, target } = readFillable(press.id);
      return edit((_app, values) => givenFields(target, values))({ ...press, id: shown }, app);
    },
  }),
];

async function fieldsOf({ id, person }: Press, app: App): Promise<FieldForm> {
  const { shown, target } = readFillable(id);
  const { postId, revision } = readShown(shown);
  return fieldForm(app, await openEdit(app, person, postId, revision), target);
}
