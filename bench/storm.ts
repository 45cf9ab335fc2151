/**
 * 10,000 posts that fall due within one minute, on PostgreSQL and Redis with two workers: all are out within 15 s after
 * it. Also with all of them due at one instant. Bare: BullMQ's delayed jobs on the same Redis, in one worker, with
 * nothing committed.
 */
import type { Print } from './run.ts';
import { round } from './support/figures.ts';
import { sendBare, sendOurs } from './support/sending.ts';
import { type Arrival, build, services, startReceiver } from './support/world.ts';

const COUNT = 10_000;
const MINUTE = 60_000;

export async function run(print: Print): Promise<void> {
  build();
  const receiver = await startReceiver();
  for (const span of [MINUTE, 0]) {
    const place = await services();
    const begin = Date.now() + 20_000;
    const dueAt = (n: number) => begin + (n / COUNT) * span;
    const ours = after(await sendOurs(place, receiver, COUNT, dueAt, ['worker', 'worker']), begin);
    const start = Date.now() + 8_000;
    const job = (n: number) => ({ delay: Math.round(start + (n / COUNT) * span - Date.now()) });
    const bare = after(await sendBare(place, receiver, COUNT, { job, embedded: () => {} }), start);
    print({
      on: place.name,
      figure: span === 0 ? 'all due at one instant' : 'all due within one minute',
      posts: COUNT,
      unit: 's from the first that is due to the last that is out',
      ours,
      bare,
      ratio: round(ours / bare),
      goal: span / 1_000 + 15,
      reached: ours <= span / 1_000 + 15,
    });
    await place.remove();
  }
  receiver.stop();
}

/** Seconds after that instant (epoch ms) at which the last one arrived. */
function after(arrivals: Arrival[], instant: number): number {
  return round((Math.max(...arrivals.map((one) => one.at)) - instant) / 1_000);
}
