/** What can be done with a post that was held. */
import { type Action, button } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';

export function heldActions({ postId, revision }: { postId: number; revision: number }): Action[] {
  const id = `${postId}.${revision}`;
  return [
    button('post.publish-now', id, t('Publish now'), { style: 'primary' }),
    button('post.move', id, t('Move')),
    button('post.cancel', id, t('Drop'), {
      style: 'danger',
      confirm: t('What is not out yet will not go out. Drop it?'),
    }),
  ];
}
