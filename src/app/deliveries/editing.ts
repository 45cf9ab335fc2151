/** How a correction is sent: each part of what is live is edited in place, and may be as often as it takes. */
import type { Message, Published } from '../../networks/network.ts';
import { supersededBy } from '../../posts/correction.ts';
import type { Problem } from '../../posts/delivery.ts';
import { EDITING } from '../../posts/recovery.ts';
import * as corrections from '../../store/corrections.ts';
import type { Database } from '../../store/database.ts';
import type { Claim } from '../../store/deliveries.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import type { Account } from '../accounts.ts';
import { deletedThere, noEdits, otherParts, superseded } from './problems.ts';

/** A message, or what one becomes. */
export interface Outgoing extends Message {
  /** What is live and gets this text. Undefined: it is published. */
  edits?: Published;
}

/** As this delivery meets it: an edit is sent again, whatever the contract for publishing. */
export function forDelivery(account: Account, { content }: Claim): Account {
  if (content.corrects === undefined) return account;
  return { ...account, network: { ...account.network, contract: EDITING } };
}

/** What each message edits, or why nothing can be edited any more. */
export async function asEdits(
  database: Database,
  { postId, target }: Claim,
  corrects: number,
  { connection, title }: Account,
  messages: Message[],
): Promise<Outgoing[] | Problem> {
  const original = await deliveryOf(database, corrects, target);
  if (original?.state === 'removing' || original?.state === 'removed') return deletedThere(corrects, title);
  const later = supersededBy(postId, target, await corrections.ofPost(database, corrects));
  if (later) return superseded(later.postId, corrects);
  if (!connection.edit || !original || !postDeliveries.isReachable(original)) return noEdits(corrects, title);
  const live = postDeliveries.publishedBy(original);
  if (live.length !== messages.length) return otherParts(title, live.length, messages.length);
  return messages.map((message, index) => ({ ...message, edits: asItIs(live[index]) }));
}

/** What was missing when it went out was told then. */
function asItIs(live: Published | undefined): Published | undefined {
  if (!live) return undefined;
  const { shortfall: _, ...published } = live;
  return published;
}

async function deliveryOf(database: Database, postId: number, target: string) {
  const post = await posts.find(database, postId);
  const deliveries = post ? await postDeliveries.ofPost(database, postId, post.revision) : [];
  return deliveries.find((one) => one.target === target);
}
