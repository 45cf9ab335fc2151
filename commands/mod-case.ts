/** `/mod case id:12`: one case with all that is known of it; `note:"…"` adds a note. */
import { defineCommand } from '../src/app/app.ts';
import { readCaseId } from '../src/app/moderation/case-id.ts';
import { addNote } from '../src/app/moderation/commanding.ts';
import { shownCase } from '../src/app/moderation/drawing.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'mod case',
  summary: t('Show a case, or add a note to it'),
  options: {
    id: { kind: 'text', summary: t('Its number'), required: true },
    note: { kind: 'text', summary: t('What to add to it, for moderators alone'), maxLength: 1000 },
  },
  allow: 'moderator',
  answer: 'private',
  async run(call, app) {
    const id = readCaseId(textOf(call.values, 'id'));
    const note = textOf(call.values, 'note');
    if (note.trim() !== '') await addNote(app, call, id, note);
    return shownCase(app, id);
  },
});
