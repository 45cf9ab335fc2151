/** The buttons on the cards of posts. Each carries the post and the revision that its card showed. */

import { type App, defineButton, defineGroup } from '../src/app/app.ts';
import { draftedCard } from '../src/app/cards/draft-card.ts';
import { outdatedCard } from '../src/app/cards/outdated-card.ts';
import { postCard } from '../src/app/cards/post-card.ts';
import { isMirrored } from '../src/app/cards/showing.ts';
import { type Answer, answerDelivery, retryPost } from '../src/app/deliveries/answering.ts';
import { deletePost } from '../src/app/deliveries/deleting.ts';
import { publishNow } from '../src/app/deliveries/releasing.ts';
import { cancelPost } from '../src/app/posts/cancelling.ts';
import { decide } from '../src/app/posts/deciding.ts';
import { editPost, openEdit } from '../src/app/posts/drafting.ts';
import {
  givenInput,
  givenVariant,
  postOptions,
  prefilled,
  reviewPlaces,
  variantOptions,
} from '../src/app/posts/form.ts';
import { readShown } from '../src/app/posts/id.ts';
import { viewPost } from '../src/app/posts/viewing.ts';
import type { Card } from '../src/chat/card.ts';
import type { Press } from '../src/chat/command.ts';
import { type Options, type RawValues, textOf } from '../src/chat/option.ts';
import { refuse } from '../src/kit/finding.ts';
import { t } from '../src/kit/t.ts';
import type { Verdict } from '../src/posts/review.ts';

const comment: Options = {
  comment: {
    kind: 'text',
    summary: t('What the author should know'),
    label: t('Comment'),
    multiline: true,
    required: true,
    maxLength: 1_000,
  },
};

const deletion: Options = {
  from: {
    kind: 'text',
    summary: t('Targets or groups; empty: wherever it is'),
    label: t('Where'),
    placeholder: t('wherever it is'),
  },
  reason: { kind: 'text', summary: t('Why; it is written down'), label: t('Why'), maxLength: 300 },
};

export const command = defineGroup({
  name: 'post',
  summary: t('Write, show and change posts'),
  buttons: [
    defineButton({ action: 'post.approve', allow: 'approver', press: verdict('approve') }),
    defineButton({
      action: 'post.request-changes',
      allow: 'approver',
      form: { title: t('Request changes'), submit: t('Request changes'), options: comment },
      press: verdict('request_changes'),
    }),
    defineButton({
      action: 'post.reject',
      allow: 'approver',
      form: { title: t('Reject this post'), submit: t('Reject'), options: comment },
      press: verdict('reject'),
    }),
    defineButton({
      action: 'post.edit',
      allow: 'member',
      form: {
        title: t('Edit post'),
        submit: t('Send for review'),
        options: postOptions,
        async prefill({ id, person }, app) {
          const { postId, revision } = readShown(id);
          return prefilled(await openEdit(app, person, postId, revision));
        },
      },
      press: edit(givenInput),
    }),
    defineButton({
      action: 'post.variant',
      allow: 'member',
      form: {
        title: t('Text per network'),
        submit: t('Send for review'),
        options: variantOptions,
        async prefill({ id, person }, app) {
          const { postId, revision } = readShown(id);
          return { text: (await openEdit(app, person, postId, revision)).text };
        },
      },
      press: edit(givenVariant),
    }),
    defineButton({
      action: 'post.publish-now',
      allow: 'approver',
      press: async (press, app) => {
        const { postId, revision } = readShown(press.id);
        const ended = await publishNow(app, press, postId, revision);
        return after(press, app, postId, ended);
      },
    }),
    defineButton({
      action: 'post.move',
      allow: 'member',
      form: {
        title: t('Move post'),
        submit: t('Send for review'),
        options: {
          at: { ...postOptions.at, kind: 'when', summary: t('When, in your time zone'), required: true },
        },
        async prefill({ id, person }, app) {
          const { postId, revision } = readShown(id);
          return { at: (await openEdit(app, person, postId, revision)).at };
        },
      },
      press: edit(givenInput),
    }),
    defineButton({ action: 'post.cancel', allow: 'member', press: cancel }),
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
    defineButton({ action: 'post.retry', allow: 'approver', press: retry }),
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
  ],
});

type Change = Parameters<typeof editPost>[3];
type Pressed = (press: Press, app: App) => Promise<Card | undefined>;

function verdict(given: Verdict): Pressed {
  return async (press, app) => {
    const shown = readShown(press.id);
    const remark = textOf(press.values, 'comment') || undefined;
    const ended = await decide(app, press, { ...shown, verdict: given, comment: remark });
    return after(press, app, shown.postId, ended);
  };
}

/** The mirrored card is its own answer; a private one (of /post show) does not change by itself. */
async function after(
  { person, message }: Press,
  app: App,
  postId: number,
  ended: 'done' | 'stale',
): Promise<Card | undefined> {
  if (ended === 'stale') return outdatedCard(await viewPost(app, postId), person.timeZone);
  if (await isMirrored(app, message)) return undefined;
  return postCard(await viewPost(app, postId), person.timeZone);
}

function edit(given: (app: App, values: RawValues) => Promise<Change> | Change) {
  return async (press: Press, app: App): Promise<Card> => {
    const { person, values } = press;
    const { postId, revision } = readShown(press.id);
    const drafted = await editPost(app, press, postId, await given(app, values), revision);
    if (drafted !== 'stale') return draftedCard(drafted, reviewPlaces(app));
    return outdatedCard(await viewPost(app, postId), person.timeZone, textOf(values, 'text'));
  };
}

async function cancel(press: Press, app: App): Promise<Card> {
  const { postId, revision } = readShown(press.id);
  const shown = (await cancelPost(app, press, postId, revision)) === 'stale' ? outdatedCard : postCard;
  return shown(await viewPost(app, postId), press.person.timeZone);
}

async function retry(press: Press, app: App): Promise<Card | undefined> {
  const { postId, revision } = readShown(press.id);
  const count = await retryPost(app, press, postId, revision);
  return count === 0 ? outdatedCard(await viewPost(app, postId), press.person.timeZone) : undefined;
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

function answer(read: (press: Press) => Answer): Pressed {
  return async (press, app) => {
    const ended = await answerDelivery(app, press, Number(press.id), read(press));
    return ended.stale ? outdatedCard(await viewPost(app, ended.postId), press.person.timeZone) : undefined;
  };
}
