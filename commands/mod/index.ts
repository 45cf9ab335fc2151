/** The buttons on the cards of cases. Each carries the case's number. */
import { type App, defineButton, defineGroup } from '../../src/app/app.ts';
import { caseCard } from '../../src/app/moderation/case-card.ts';
import { readCaseId, unknownCase } from '../../src/app/moderation/case-id.ts';
import { decide, type Verdict } from '../../src/app/moderation/deciding.ts';
import { retrySanction } from '../../src/app/moderation/reconciling.ts';
import { undo } from '../../src/app/moderation/undoing.ts';
import { undoneCard } from '../../src/app/moderation/undone-card.ts';
import { viewCase } from '../../src/app/moderation/viewing.ts';
import { whyCard } from '../../src/app/moderation/why-card.ts';
import { isMirrored } from '../../src/app/showing/mirrored.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Press } from '../../src/chat/command.ts';
import { t } from '../../src/kit/t.ts';

const VERDICTS: Verdict[] = ['restore', 'dismiss', 'delete', 'warn', 'timeout', 'kick', 'ban'];

export const command = defineGroup({
  name: 'mod',
  summary: t('Moderate the community'),
  buttons: [
    ...VERDICTS.map((verdict) =>
      defineButton({
        action: `case.${verdict}`,
        allow: 'moderator',
        async press(press, app) {
          const id = readCaseId(press.id);
          await decide(app, press, id, verdict);
          return after(press, app, id);
        },
      }),
    ),
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
    defineButton({
      action: 'case.retry',
      allow: 'moderator',
      async press({ id }, app) {
        await retrySanction(app, readCaseId(id));
        return undefined;
      },
    }),
  ],
});

/** The mirrored card is its own answer; a private one does not change by itself. */
async function after({ message }: Press, app: App, id: number): Promise<Card | undefined> {
  if (await isMirrored(app, message)) return undefined;
  const view = await viewCase(app, id);
  return view && caseCard(view);
}
