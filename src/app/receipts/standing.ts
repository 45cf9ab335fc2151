/** What is to stand at a network by all that was approved: the post, and the corrections that reached it. */
import type { Given } from '../../networks/live.ts';
import type { Published } from '../../networks/network.ts';
import { type Content, textFor } from '../../posts/content.ts';
import { liveText, textsOnTheWay } from '../../posts/correction.ts';
import { picturesOf, videoOf } from '../../posts/cover.ts';
import type { DeliveryState } from '../../posts/delivery.ts';
import { partsOf } from '../../posts/parts.ts';
import * as corrections from '../../store/corrections.ts';
import type { Handle } from '../../store/database.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import { cardOf } from '../posts/preflight/message.ts';

export interface Standing {
  delivery: postDeliveries.StoredDelivery;
  post: posts.StoredPost;
  content: Content;
  /** Part by part; none where the network's ids are not all known. */
  published: Published[];
  /** The same number of parts. More than one while a correction is on its way, or an answer to one was lost: any may stand there. */
  versions: Given[][];
}

/** Undefined: nothing of it is to be there (any more). */
export async function standingOf(db: Handle, deliveryId: number): Promise<Standing | undefined> {
  const delivery = await postDeliveries.find(db, deliveryId);
  if (delivery?.state !== 'sent') return undefined;
  const { postId, target, revision } = delivery;
  const post = await posts.find(db, postId);
  const stored = await posts.findRevision(db, postId, revision);
  // What corrects stands as the post that it corrects.
  if (!post || !stored || post.corrects !== null) return undefined;
  const { content } = stored;
  const all = await corrections.ofPost(db, postId);
  const onTheirWay = all.filter(({ deliveries }) =>
    deliveries.some((one) => one.target === target && UNDECIDED.includes(one.state)),
  );
  const live = liveText(content, target, all);
  // What failed after a lost answer may have gone through all the same, and was approved.
  const maybe = [...onTheirWay.map((one) => one.content), ...(await corrections.inDoubt(db, postId, target))];
  const texts = [live, ...maybe.flatMap((one) => textsOnTheWay(live, textFor(one, target)))];
  const published = postDeliveries.isReachable(delivery) ? postDeliveries.publishedBy(delivery) : [];
  const versions = texts.map((text) => givenBy(content, target, text));
  return {
    ...{ delivery, post, content, published },
    versions: versions.filter((parts) => parts.length === published.length),
  };
}

/** The first part carries the pictures, with their alt texts, or the video, and the fields. */
function givenBy(content: Content, target: string, text: string): Given[] {
  const { fields = {} } = content;
  // A correction may leave the card that was there before.
  const isCorrected = text !== textFor(content, target);
  const values = Object.entries(fields[target] ?? {}).map(([key, { value }]) => [key, value]);
  const uses = picturesOf(content);
  const video = videoOf(content);
  const shown = {
    ...{ pictures: uses.length, alts: uses.map(({ alt }) => alt) },
    ...(video && { video: { alt: video.alt } }),
  };
  return partsOf(text).map((words, index) => {
    const card = isCorrected ? undefined : cardOf(content, target, { text: words, part: index });
    const own = index === 0 ? { ...shown, fields: Object.fromEntries(values) } : { pictures: 0 };
    return { text: words, ...own, ...(card && { card }) };
  });
}

const UNDECIDED: DeliveryState[] = ['scheduled', 'held', 'claimed', 'sending', 'unknown'];
