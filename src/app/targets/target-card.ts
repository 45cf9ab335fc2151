/** The card of an account that refused the sign-in. */
import { button, type Card, card, text, time } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import type { TargetView } from './target-view.ts';

export function targetCard({ target, title, pause, waitingPosts, endsSoon }: TargetView): Card {
  if (!pause && endsSoon)
    return card(t('{title} must be connected again', { title }), {
      tone: 'warning',
      blocks: [
        text(
          t(
            'What was allowed there ends on {at}. Until then posts go out; after that they wait. /accounts connects it.',
            {
              at: time(endsSoon.getTime()),
            },
          ),
        ),
      ],
    });
  if (!pause)
    return card(t('{title} accepts the sign-in again', { title }), {
      tone: 'good',
      blocks: [text(t('Its posts go out as planned. What became too late is asked about on its card.'))],
    });
  const { message, remedy } = pause.problem;
  return card(t('{title} refuses the sign-in', { title }), {
    tone: 'bad',
    blocks: [
      text(t('Since {at}: {message} {remedy}', { at: time(pause.pausedAt.getTime()), message, remedy })),
      text(
        t(
          '{count, plural, =0 {No post waits} one {# post waits} other {# posts wait}} for it. None of them failed: they go out when the account accepts the sign-in again.',
          { count: waitingPosts },
        ),
      ),
    ],
    actions: [button('account.check', target, t('Check again'), { style: 'primary' })],
  });
}
