/** Published posts are looked at by themselves when they are of an age, and when somebody asks. */

import { subjectOf } from '../../kit/subject.ts';
import * as alarms from '../../store/alarms.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import * as receipts from '../../store/receipts.ts';
import type { Rang } from '../alarms/alarm.ts';
import type { App } from '../app.ts';
import { unknownPost } from '../posts/id.ts';
import { wakeForAlarm } from '../waking.ts';
import { accountOf, type Check, checkDelivery, LISTED } from './checking.ts';

/** By the alarm, which is set when a delivery ends (src/store/delivery-endings.ts). */
export async function verifyDelivery(app: App, deliveryId: number): Promise<Rang> {
  const delivery = await postDeliveries.find(app.database, deliveryId);
  const sentAt = delivery?.state === 'sent' ? delivery.sentAt?.getTime() : undefined;
  if (!delivery || sentAt === undefined) return 'done';
  if ((await accountOf(app, delivery.target))?.connection.isReadForMoney) return 'done';
  const last = (await receipts.find(app.database, deliveryId))?.readAt.getTime() ?? sentAt;
  const check = await checkDelivery(app, deliveryId);
  if (check.kind === 'unreadable') return 'done';
  const now = app.clock.now();
  const next = AGES.map((age) => sentAt + age).find((at) => at > now);
  const soon = soonAgain(check, { now, sentAt, last });
  const isOver = now - sentAt > (AGES.at(-1) ?? 0) + GIVEN_UP;
  const again = next === undefined ? (isOver ? undefined : soon) : Math.min(soon ?? next, next);
  return again === undefined ? 'done' : { again };
}

/** What the network says of each place where the post is out, by the names of targets. Throws a `Refusal`. */
export async function verifyPost(
  app: App,
  postId: number,
): Promise<{ delivery: postDeliveries.StoredDelivery; check: Check | undefined }[]> {
  const post = await posts.find(app.database, postId);
  if (!post) throw unknownPost(postId);
  const found = await postDeliveries.ofPost(app.database, postId, post.revision);
  return Promise.all(
    found.map(async (delivery) => {
      if (delivery.state !== 'sent') return { delivery, check: undefined };
      const check = await checkDelivery(app, delivery.id);
      if (check.kind === 'read' && check.isDoubted) await lookAgain(app, delivery);
      return { delivery, check };
    }),
  );
}

/** What is not there twice is told to the others too; and it is looked at when it is of its ages as before. */
async function lookAgain(app: App, { id, postId, sentAt }: postDeliveries.StoredDelivery): Promise<void> {
  const dueAt = Math.max(app.clock.now() + AGAIN, (sentAt?.getTime() ?? 0) + LISTED);
  await alarms.set(app.database, {
    subject: subjectOf('post', postId),
    kind: 'verify-post',
    key: String(id),
    dueAt,
  });
  await wakeForAlarm(app, dueAt);
}

/** All in epoch ms; `last`: when it was read, or went out. Undefined: it was read, and nothing is in doubt. */
function soonAgain(check: Check, { now, sentAt, last }: Record<'now' | 'sentAt' | 'last', number>) {
  // What cannot be read for long is asked for less and less often.
  if (check.kind === 'unread')
    return now + Math.max(check.retryAfter ?? 0, NOT_READ, Math.floor((now - last) / 2));
  if (check.kind === 'elsewhere') return now + AGAIN;
  return check.kind === 'read' && check.isDoubted ? Math.max(now + AGAIN, sentAt + LISTED) : undefined;
}

/** ms after it went out. */
const AGES = [60_000, 3_600_000, 24 * 3_600_000, 7 * 24 * 3_600_000];
const AGAIN = 2 * 60_000;
const NOT_READ = 30 * 60_000;
/** ms after the last age. */
const GIVEN_UP = 24 * 3_600_000;
