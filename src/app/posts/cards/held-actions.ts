/** What can be done with a post that was held, wherever it is asked about. */
import { type Action, button } from '../../../chat/card.ts';
import { t } from '../../../kit/t.ts';
import { waitsForAccount } from '../../../posts/delivery.ts';
import { handedOver, waits } from '../../../posts/post.ts';
import type { StoredDelivery } from '../../../store/post-deliveries.ts';

export interface Held {
  postId: number;
  revision: number;
  isCorrection: boolean;
  deliveries: Pick<StoredDelivery, 'state' | 'doubtfulSince' | 'sentParts' | 'problem'>[];
}

export function heldActions(held: Held): Action[] {
  const { postId, revision, deliveries } = held;
  const id = `${postId}.${revision}`;
  const drop = button('post.cancel', id, t('Drop'), {
    style: 'danger',
    confirm: t('What is not out yet will not go out. Drop it?'),
  });
  return [
    ...(waitsForWord(deliveries)
      ? [button('post.publish-now', id, t('Publish now'), { style: 'primary' })]
      : []),
    ...(canMove(held) ? [button('post.move', id, t('Move'))] : []),
    ...(deliveries.some(waits) ? [drop] : []),
  ];
}

/** A correction has no time of its own; what is partly out cannot be written anew. */
export function canMove({ isCorrection, deliveries }: Held): boolean {
  return !isCorrection && !handedOver(deliveries);
}

/** A paused account refuses the sign-in, and its posts go on by themselves when it does. */
function waitsForWord(deliveries: Held['deliveries']): boolean {
  return deliveries.some((one) => one.state === 'held' && !waitsForAccount(one));
}
