/** The deliveries of one post: made at its approval, called off at an edit, shown on its card. */
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import { randomKey } from '../kit/key.ts';
import type { Published } from '../networks/network.ts';
import type { Handle } from './database.ts';
import { deliveries } from './schema/deliveries.ts';

export type StoredDelivery = typeof deliveries.$inferSelect;

export async function schedule(
  db: Handle,
  post: { postId: number; revision: number; hash: string; targets: string[]; dueAt: Date },
): Promise<void> {
  const { targets, ...rest } = post;
  await db.insert(deliveries).values(
    targets.map((target) => ({
      ...rest,
      target,
      key: randomKey(),
      state: 'scheduled' as const,
      nextAt: post.dueAt,
    })),
  );
}

export async function ofPost(db: Handle, postId: number, revision: number): Promise<StoredDelivery[]> {
  return db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.postId, postId), eq(deliveries.revision, revision)))
    .orderBy(asc(deliveries.target));
}

/** As `ofPost`, by id, and holds the rows: a worker that is about to begin waits, or has begun. */
export async function ofPostForUpdate(
  db: Handle,
  postId: number,
  revision: number,
): Promise<StoredDelivery[]> {
  return db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.postId, postId), eq(deliveries.revision, revision)))
    .orderBy(asc(deliveries.id))
    .for('update');
}

/** Calls off what has not begun. */
export async function callOff(db: Handle, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(deliveries)
    .set({ state: 'cancelled', leaseUntil: null })
    .where(and(inArray(deliveries.id, ids), inArray(deliveries.state, ['scheduled', 'held', 'claimed'])));
}

/** All that it put out, in its order: of a thread its parts, else one or none. */
export function publishedBy({ published, sentParts }: StoredDelivery): Published[] {
  if (sentParts.length > 0) return [...sentParts];
  return published ? [published] : [];
}

/** The targets to which a post, or a part of one, is known to have gone out under that id. No index: it is seldom asked. */
export async function targetsAt(db: Handle, id: Published['id']): Promise<string[]> {
  const part = JSON.stringify([{ id }]);
  const found = await db
    .selectDistinct({ target: deliveries.target })
    .from(deliveries)
    .where(or(sql`${deliveries.published} ->> 'id' = ${id}`, sql`${deliveries.sentParts} @> ${part}::jsonb`));
  return found.map(({ target }) => target);
}

/** The post that is live under that id of the network's; of a thread, by its first part. */
export async function postPublishedAs(db: Handle, id: Published['id']): Promise<number | undefined> {
  const [found] = await db
    .select({ postId: deliveries.postId })
    .from(deliveries)
    .where(sql`${deliveries.published} ->> 'id' = ${id}`)
    .limit(1);
  return found?.postId;
}

/** Live, and the network's ids of all of it are known: what a person said is live has none. */
export function isReachable(delivery: StoredDelivery): boolean {
  const out = publishedBy(delivery);
  return delivery.state === 'sent' && out.length > 0 && out.every(({ id }) => id !== '');
}

/** A person's answer about a delivery that stands still (`failed`, `unknown`). */
export async function answer(
  db: Handle,
  id: number,
  change: Partial<
    Omit<StoredDelivery, 'id' | 'postId' | 'revision' | 'target' | 'hash' | 'fence' | 'leaseUntil'>
  >,
): Promise<void> {
  await db.update(deliveries).set(change).where(eq(deliveries.id, id));
}

/** What is to be taken down and is not yet. */
export async function removing(db: Handle, most: number): Promise<number[]> {
  const found = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(eq(deliveries.state, 'removing'))
    .limit(most);
  return found.map((row) => row.id);
}

export async function find(db: Handle, id: number): Promise<StoredDelivery | undefined> {
  const [found] = await db.select().from(deliveries).where(eq(deliveries.id, id));
  return found;
}

export async function findForUpdate(db: Handle, id: number): Promise<StoredDelivery | undefined> {
  const [found] = await db.select().from(deliveries).where(eq(deliveries.id, id)).for('update');
  return found;
}
