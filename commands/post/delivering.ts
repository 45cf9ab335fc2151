/** Buttons about what goes out, went out, or may have. */
import { type App, defineButton } from '../../src/app/app.ts';
import { type Answer, answerDelivery, retryPost } from '../../src/app/deliveries/answering.ts';
import { deletePost } from '../../src/app/deliveries/deleting.ts';
import { publishNow } from '../../src/app/deliveries/releasing.ts';
import { readShown } from '../../src/app/posts/id.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Press } from '../../src/chat/command.ts';
import { type Options, textOf } from '../../src/chat/option.ts';
import { refuse } from '../../src/kit/finding.ts';
import { t } from '../../src/kit/t.ts';
import { after, type Pressed } from './answer.ts';

const deletion: Options = {
  from: {
    kind: 'text',
    summary: t('Targets or groups; empty: wherever it is out. What still waits is taken back with Cancel'),
    label: t('Where'),
    placeholder: t('wherever it is out'),
  },
  reason: { kind: 'text', summary: t('Why; it is written down'), label: t('Why'), maxLength: 300 },
};

export const delivering = [
  defineButton({
    action: 'post.publish-now',
    allow: 'approver',
    press: async (press, app) => {
      const { postId, revision } = readShown(press.id);
      const ended = await publishNow(app, press, postId, revision);
      return after(press, app, postId, ended);
    },
  }),
  defineButton({ action: 'post.retry', allow: 'approver', press: retry }),
  defineButton({
    action: 'post.delete',
    allow: 'approver',
    form: { title: t('Delete a published post'), submit: t('Delete'), options: deletion },
    async press(press, app) {
      const shown = readShown(press.id);
      const [from, reason] = [textOf(press.values, 'from'), textOf(press.values, 'reason')];
      return after(press, app, shown.postId, await deletePost(app, press, { ...shown, from, reason }));
    },
  }),
  defineButton({
    action: 'delivery.live',
    allow: 'approver',
    form: {
      title: t('It is live'),
      submit: t('It is live'),
      options: { url: { kind: 'text', summary: t('Its address, if you have it'), label: t('Link') } },
    },
    press: answer(({ values }) => ({ kind: 'live', url: readLink(textOf(values, 'url')) })),
  }),
  defineButton({
    action: 'delivery.not-live',
    allow: 'approver',
    press: answer(() => ({ kind: 'not_live' })),
  }),
  defineButton({ action: 'delivery.check', allow: 'approver', press: answer(() => ({ kind: 'look' })) }),
];

async function retry(press: Press, app: App): Promise<Card | undefined> {
  const { postId, revision } = readShown(press.id);
  const count = await retryPost(app, press, postId, revision);
  return after(press, app, postId, count === 0 ? 'stale' : 'done');
}

function answer(read: (press: Press) => Answer): Pressed {
  return async (press, app) => {
    const { postId, stale } = await answerDelivery(app, press, Number(press.id), read(press));
    return after(press, app, postId, stale ? 'stale' : 'done');
  };
}

/** Throws a `Refusal` when it is given and no web address. */
function readLink(words: string): string | undefined {
  const given = words.trim();
  if (given === '') return undefined;
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given;
  throw refuse(
    'delivery.url.unreadable',
    'url',
    t('"{given}" is no web address.', { given }),
    t('Copy it from the network, beginning with https://, or leave the field empty.'),
  );
}
