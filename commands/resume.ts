/** `/resume scope:all`: ends a freeze. What fell due meanwhile does not go out by itself: each is asked about. */
import { defineCommand } from '../src/app/app.ts';
import { resumedAnswer } from '../src/app/freezes/freeze-card.ts';
import { resumeScope } from '../src/app/freezes/resuming.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'resume',
  summary: t('End a freeze, and review what fell due meanwhile'),
  options: {
    scope: { kind: 'text', summary: t('What to resume: all, or targets and groups separated by commas') },
    reason: { kind: 'text', summary: t('Why; it is written down'), maxLength: 300 },
  },
  allow: 'approver',
  answer: 'private',
  async run(call, app) {
    const { values } = call;
    return resumedAnswer(await resumeScope(app, call, textOf(values, 'scope'), textOf(values, 'reason')));
  },
});
