/** `/freeze scope:all reason:"…"`: stops all that would go out, at once. Its card lists what had just been handed over. */
import { type App, defineButton, defineCommand } from '../src/app/app.ts';
import { freezeCard, frozenAnswer } from '../src/app/freezes/freeze-card.ts';
import { viewFreeze } from '../src/app/freezes/freeze-view.ts';
import { freeze } from '../src/app/freezes/freezing.ts';
import { checkHeld, dropAll, moveAll, publishAll } from '../src/app/freezes/held-posts.ts';
import { movedCard } from '../src/app/freezes/moved-card.ts';
import { resume } from '../src/app/freezes/resuming.ts';
import { reviewersOf } from '../src/app/posts/cards/reviewers.ts';
import { postOptions } from '../src/app/posts/drafting/form.ts';
import { isMirrored } from '../src/app/showing/mirrored.ts';
import type { Card } from '../src/chat/card.ts';
import type { Call, Press } from '../src/chat/command.ts';
import { type Options, textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

const options: Options = {
  scope: {
    kind: 'text',
    summary: t('What to stop: all, or targets and groups separated by commas'),
    label: t('What'),
    placeholder: 'all',
  },
  reason: {
    kind: 'text',
    summary: t('Why; the others read it'),
    label: t('Why'),
    required: true,
    maxLength: 300,
  },
};

const form = { title: t('Freeze posts'), submit: t('Freeze posts') };

export const command = defineCommand({
  name: 'freeze',
  summary: t('Stop all that would go out, at once'),
  options,
  // Whoever sees the fire may pull the handle; putting it back takes an approver.
  allow: 'member',
  answer: 'private',
  form,
  run: stop,
  buttons: [
    defineButton({ action: 'freeze.start', allow: 'member', form: { ...form, options }, press: stop }),
    defineButton({
      action: 'freeze.resume',
      allow: 'approver',
      press: acted((press, app) => resume(app, press, [Number(press.id)], '')),
    }),
    defineButton({
      action: 'freeze.publish-all',
      allow: 'approver',
      press: acted((press, app) => publishAll(app, press, Number(press.id))),
    }),
    defineButton({
      action: 'freeze.move-all',
      allow: 'approver',
      form: {
        title: t('Move all posts'),
        submit: t('Send for review'),
        options: {
          at: {
            ...postOptions.at,
            kind: 'when',
            summary: t('One time for all of them, in your time zone'),
            required: true,
          },
        },
        async prefill({ id }, app) {
          await checkHeld(app, Number(id));
          return {};
        },
      },
      press: move,
    }),
    defineButton({
      action: 'freeze.drop-all',
      allow: 'approver',
      press: acted((press, app) => dropAll(app, press, Number(press.id))),
    }),
  ],
});

async function stop(call: Call, app: App): Promise<Card> {
  return frozenAnswer(await freeze(app, call, textOf(call.values, 'scope'), textOf(call.values, 'reason')));
}

async function move(press: Press, app: App): Promise<Card> {
  const moved = await moveAll(app, press, Number(press.id), textOf(press.values, 'at'));
  return movedCard(moved, await reviewersOf(app));
}

/** The mirrored card is its own answer. */
function acted(act: (press: Press, app: App) => Promise<unknown>) {
  return async (press: Press, app: App): Promise<Card | undefined> => {
    await act(press, app);
    if (await isMirrored(app, press.message)) return undefined;
    return freezeCard(await viewFreeze(app, Number(press.id)));
  };
}
