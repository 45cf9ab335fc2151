/** The buttons on the cards of crises. */
import { type App, defineButton, defineGroup } from '../../src/app/app.ts';
import { acknowledge, dismiss, escalate, reopen, resolve } from '../../src/app/crises/acting.ts';
import { crisisCard } from '../../src/app/crises/crisis-card.ts';
import { freezeFor } from '../../src/app/crises/freezing.ts';
import { readCrisisId } from '../../src/app/crises/id.ts';
import { viewCrisis } from '../../src/app/crises/viewing.ts';
import { isMirrored } from '../../src/app/showing/mirrored.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Press } from '../../src/chat/command.ts';
import { t } from '../../src/kit/t.ts';

export const command = defineGroup({
  name: 'crisis',
  summary: t('See to it that somebody answers when it goes wrong'),
  // Whoever is there at night may act: who may not are those outside of the team.
  buttons: [
    defineButton({ action: 'crisis.acknowledge', allow: 'member', press: acted(acknowledge) }),
    defineButton({ action: 'crisis.escalate', allow: 'member', press: acted(escalate) }),
    defineButton({ action: 'crisis.dismiss', allow: 'member', press: acted(dismiss) }),
    defineButton({ action: 'crisis.resolve', allow: 'member', press: acted(resolve) }),
    defineButton({ action: 'crisis.reopen', allow: 'member', press: acted(reopen) }),
    defineButton({
      action: 'crisis.freeze',
      allow: 'member',
      press: (press, app) => freezeFor(app, press, readCrisisId(press.id)),
    }),
  ],
});

function acted(act: (app: App, press: Press, id: number) => Promise<void>) {
  return async (press: Press, app: App): Promise<Card | undefined> => {
    const id = readCrisisId(press.id);
    await act(app, press, id);
    // The mirrored card is its own answer.
    if (await isMirrored(app, press.message)) return undefined;
    const view = await viewCrisis(app, id);
    return view && crisisCard(view);
  };
}
