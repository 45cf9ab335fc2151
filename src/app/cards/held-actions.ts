/** What can be done with a post that was held. A correction has no time of its own to be moved to. */
import { type Action, button } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';

export function heldActions({ postId, revision, isCorrection }: Held): Action[] {
  const id = `${postId}.${revision}`;
  return [
    button('post.publish-now', id, t('Publish now'), { style: 'primary' }),
    ...(isCorrection ? [] : [button('post.move', id, t('Move'))]),
    button('post.cancel', id, t('Drop'), {
      style: 'danger',
      confirm: t('What is not out yet will not go out. Drop it?'),
    }),
  ];
}

interface Held {
  postId: number;
  revision: number;
  isCorrection: boolean;
}
