/** Buttons by which people decide on a post, and say what they think of it. */
import { type App, defineButton } from '../../src/app/app.ts';
import { readShown } from '../../src/app/posts/id.ts';
import { comment, LONGEST_COMMENT } from '../../src/app/posts/review/commenting.ts';
import { checkMandate, decide } from '../../src/app/posts/review/decisions.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Form, Press } from '../../src/chat/command.ts';
import { type Options, textOf } from '../../src/chat/option.ts';
import { storable } from '../../src/kit/storable.ts';
import { t } from '../../src/kit/t.ts';
import type { Wish } from '../../src/posts/mandate.ts';
import { after, type Pressed } from './answer.ts';

export const reviewing = [
  // Who may decide is the policy's to say, which names people as well as roles.
  defineButton({ action: 'post.approve', allow: 'anyone', press: decision('approve') }),
  defineButton({
    action: 'post.request-changes',
    allow: 'anyone',
    form: reason('request_changes', t('Request changes'), t('Request changes'), {
      summary: t('What the author should know'),
      label: t('Comment'),
    }),
    press: decision('request_changes'),
  }),
  defineButton({
    action: 'post.reject',
    allow: 'anyone',
    form: reason('reject', t('Reject this post'), t('Reject'), {
      summary: t('What the author should know'),
      label: t('Comment'),
    }),
    press: decision('reject'),
  }),
  defineButton({
    action: 'post.emergency',
    allow: 'anyone',
    form: reason('emergency', t('Emergency approval'), t('Approve alone'), {
      summary: t('Why it cannot wait for the others; everybody reads it on the card'),
      label: t('Reason'),
    }),
    press: decision('emergency'),
  }),
  defineButton({
    action: 'post.comment',
    allow: 'anyone',
    form: {
      title: t('Comment'),
      submit: t('Comment'),
      options: remark({ summary: t('Everybody reads it on the card'), label: t('Comment') }),
    },
    press: say,
  }),
];

/** Opens only for whom the decision would be taken from: nothing is typed for nothing. */
function reason(
  wish: Wish,
  title: string,
  submit: string,
  words: { summary: string; label: string },
): Form<App> & { options: Options } {
  return {
    title,
    submit,
    options: remark(words),
    async prefill({ id, person }, app) {
      await checkMandate(app, person, { ...readShown(id), wish });
      return {};
    },
  };
}

function remark(words: { summary: string; label: string }): Options {
  return {
    comment: { kind: 'text', ...words, multiline: true, required: true, maxLength: LONGEST_COMMENT },
  };
}

function decision(wish: Wish): Pressed {
  return async (press, app) => {
    const shown = readShown(press.id);
    const typed = storable(textOf(press.values, 'comment'));
    const ended = await decide(app, press, { ...shown, wish, comment: typed || undefined });
    return after(press, app, shown.postId, ended, typed);
  };
}

async function say(press: Press, app: App): Promise<Card | undefined> {
  const { postId } = readShown(press.id);
  await comment(app, press, postId, textOf(press.values, 'comment'));
  return after(press, app, postId, 'done');
}
