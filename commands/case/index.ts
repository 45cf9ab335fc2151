/** The buttons on the cards of cases. */
import { defineButton, defineGroup } from '../../src/app/app.ts';
import { readCaseId, unknownCase } from '../../src/app/moderation/case-id.ts';
import { undo } from '../../src/app/moderation/undoing.ts';
import { undoneCard } from '../../src/app/moderation/undone-card.ts';
import { viewCase } from '../../src/app/moderation/viewing.ts';
import { whyCard } from '../../src/app/moderation/why-card.ts';
import { t } from '../../src/kit/t.ts';

export const command = defineGroup({
  name: 'case',
  summary: t('Decide what moderation asks about'),
  buttons: [
    defineButton({
      action: 'case.why',
      allow: 'moderator',
      async press({ id }, app) {
        const view = await viewCase(app, readCaseId(id));
        if (!view) throw unknownCase(readCaseId(id));
        return whyCard(view);
      },
    }),
    defineButton({
      action: 'case.undo',
      allow: 'moderator',
      async press(press, app) {
        const before = await undo(app, press, readCaseId(press.id));
        return undoneCard(app, before);
      },
    }),
  ],
});
