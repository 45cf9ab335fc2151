/** Reads what published posts got, at the ages of `AGES`: an alarm for each delivery, many posts of an account at once. */
import { batched } from '../../kit/batch.ts';
import { COUNTED_AT_ONCE, type Counts } from '../../networks/counts.ts';
import { type Connection, NetworkError, type Published } from '../../networks/network.ts';
import { isLate, planReading, type ReadingPlan, retryAt } from '../../reports/reading-plan.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as readings from '../../store/readings.ts';
import type { Rang } from '../alarms/alarm.ts';
import type { App } from '../app.ts';

export async function readDelivery(app: App, deliveryId: number): Promise<Rang> {
  const delivery = await postDeliveries.find(app.database, deliveryId);
  if (!delivery?.sentAt || !postDeliveries.isReachable(delivery)) return 'done';
  const { target, sentAt } = delivery;
  const connection = app.accounts.get(target)?.connection;
  if (!connection?.metrics) return 'done';
  const now = app.clock.now();
  const done = await readings.agesOf(app.database, deliveryId);
  const plan = planReading(sentAt.getTime(), now, done);
  const reading = { deliveryId, target, takenAt: now, counts: {} };
  for (const missed of plan.missed)
    await keep(app, { ...reading, ...missed, outcome: 'missed', isLate: true });
  if (plan.take) {
    const counts = await countsNow(app, connection, postDeliveries.publishedBy(delivery));
    if (counts === 'not now' || counts instanceof NetworkError) return later(app, plan, reading, counts);
    const outcome = counts === 'gone' ? 'gone' : 'read';
    const told = counts === 'gone' ? {} : counts;
    await keep(app, { ...reading, ...plan.take, outcome, isLate: isLate(plan.take, now), counts: told });
  }
  return plan.nextAt === undefined ? 'done' : { again: plan.nextAt };
}

async function countsNow(
  app: App,
  connection: Connection,
  published: Published[],
): Promise<Counts | 'gone' | 'not now' | NetworkError> {
  try {
    const parts = await Promise.all(published.map((one) => readerOf(connection)(one)));
    return together(parts);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    app.log.warn({ err: error }, 'what a post got could not be read');
    return error;
  }
}

/** The parts of a thread as one post. That each answers the one before is not counted as replies. */
function together(parts: (Counts | 'gone' | undefined)[]): Counts | 'gone' | 'not now' {
  const [first] = parts;
  if (first === 'gone') return 'gone';
  if (first === undefined || parts.includes(undefined)) return 'not now';
  const there = parts.filter((part): part is Counts => typeof part === 'object');
  const names = Object.keys(first) as (keyof Counts)[];
  return Object.fromEntries(
    names.map((name) => {
      const sum = there.reduce((all, part) => all + (part[name] ?? 0), 0);
      return [name, name === 'replies' ? Math.max(0, sum - (parts.length - 1)) : sum];
    }),
  );
}

type Reader = (published: Published) => Promise<Counts | 'gone' | undefined>;
const readers = new WeakMap<Connection, Reader>();

/** What is asked for at one moment of one account goes out together. */
function readerOf(connection: Connection): Reader {
  const known = readers.get(connection);
  if (known) return known;
  const reader = batched(async (posts: Published[]) => {
    const counts = await connection.metrics?.(posts);
    return posts.map(({ id }) => counts?.get(id));
  }, COUNTED_AT_ONCE);
  readers.set(connection, reader);
  return reader;
}

/** Tried again, until the next age is reached or it makes no sense any more. */
async function later(
  app: App,
  { take, nextAt }: ReadingPlan,
  reading: Omit<readings.NewReading, 'age' | 'dueAt' | 'outcome' | 'isLate'>,
  why: 'not now' | NetworkError,
): Promise<Rang> {
  if (!take) return 'done';
  const { takenAt: now } = reading;
  const again = retryAt(take, now);
  if (again === undefined) {
    await keep(app, { ...reading, ...take, outcome: 'missed', isLate: true });
    return nextAt === undefined ? 'done' : { again: nextAt };
  }
  const asked = why instanceof NetworkError ? (why.retryAfter ?? 0) : 0;
  return { again: Math.min(Math.max(again, now + asked), nextAt ?? Number.POSITIVE_INFINITY) };
}

async function keep(app: App, reading: readings.NewReading): Promise<void> {
  await app.database.transaction((transaction) => readings.add(transaction, reading));
}
