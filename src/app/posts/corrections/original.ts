/** A published post as its corrections meet it: where it is, what people read there now, and where that can be changed. */
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { liveText } from '../../../posts/correction.ts';
import { brokeOff } from '../../../posts/post.ts';
import * as corrections from '../../../store/corrections.ts';
import type { Handle } from '../../../store/database.ts';
import * as postDeliveries from '../../../store/post-deliveries.ts';
import * as posts from '../../../store/posts.ts';
import type { App } from '../../app.ts';
import { unknownPost } from '../id.ts';

export interface Original {
  post: posts.StoredPost;
  /** Undefined: nothing of it was ever sent for review. */
  revision: posts.StoredRevision | undefined;
  /** One for each target that it was sent to. */
  places: Place[];
  /** By their numbers. */
  corrections: corrections.StoredCorrection[];
}

export interface Place {
  target: string;
  title: string;
  /** How many posts it is there: more than one in a thread. */
  parts: number;
  /** What people read there now. */
  text: string;
  /** It is out there, whether it can be changed or not. */
  isLive: boolean;
  /** Why it cannot be corrected there; undefined: it can. */
  hindrance: Finding | undefined;
}

/** Throws a `Refusal` when there is no such post. */
export async function viewOriginal(app: App, db: Handle, postId: number): Promise<Original> {
  const post = await posts.find(db, postId);
  if (!post) throw unknownPost(postId);
  const [revision, deliveries, corrected] = await Promise.all([
    posts.findRevision(db, postId, post.revision),
    postDeliveries.ofPost(db, postId, post.revision),
    corrections.ofPost(db, postId),
  ]);
  const places = deliveries.map((delivery) => ({
    target: delivery.target,
    title: app.accounts.titleOf(delivery.target),
    parts: postDeliveries.publishedBy(delivery).length,
    text: revision ? liveText(revision.content, delivery.target, corrected) : '',
    isLive: delivery.state === 'sent' || brokeOff(delivery),
    hindrance: hindranceAt(app, delivery),
  }));
  return { post, revision, places, corrections: corrected };
}

/** Where it can be corrected. */
export function openPlaces({ places }: Original): Place[] {
  return places.filter(({ hindrance }) => hindrance === undefined);
}

/** What is told of a target that the post is not out at. */
export function notOut(title: string, postId: number): Finding {
  return {
    id: 'post.correct.not_out',
    level: 'error',
    field: 'to',
    about: title,
    message: t('Post {post} is not out at {title}.', { post: String(postId), title }),
    remedy: t('Leave {title} out.', { title }),
  };
}

function hindranceAt(app: App, delivery: postDeliveries.StoredDelivery): Finding | undefined {
  const { target, postId, state } = delivery;
  const title = app.accounts.titleOf(target);
  const common = { level: 'error' as const, field: 'to', about: title };
  const out = postDeliveries.publishedBy(delivery);
  const address = out.flatMap(({ url }) => url ?? []).join(', ');
  const byHand =
    address === '' ? t('Correct it there by hand.') : t('Correct it there by hand: {address}', { address });
  if (brokeOff(delivery))
    return {
      ...{ ...common, id: 'post.correct.broken_off', remedy: byHand },
      message: t('At {title} the thread broke off: what is out of it stays as it is.', { title }),
    };
  if (state !== 'sent') return notOut(title, postId);
  if (!app.accounts.get(target)?.connection.edit)
    return {
      ...{ ...common, id: 'post.correct.unsupported' },
      message: t('{title} shows no edits of what is published: its text stays as it is.', { title }),
      remedy: t('Delete it there with Delete on the card of post {post}, and post it anew.', {
        post: String(postId),
      }),
    };
  if (postDeliveries.isReachable(delivery)) return undefined;
  return {
    ...{ ...common, id: 'post.correct.unknown_id', remedy: byHand },
    message: out.every(({ url }) => url !== undefined)
      ? t('Of the post at {title} only its address is known: its text stays as it is.', { title })
      : t('It is not known which post it is at {title}: its text stays as it is.', { title }),
  };
}
