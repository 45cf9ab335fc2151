/** Something at a time with nothing claimed and nothing committed: BullMQ's delayed jobs on Redis; embedded, setTimeout. */
import { Queue, Worker } from 'bullmq';
import type { Place } from './world.ts';

export interface Spread {
  count: number;
  /** ms over which they are spread. */
  within: number;
  /** ms until the first is due. */
  lead: number;
}

/** Answers how late each was (ms). */
export async function ringBare(place: Place, spread: Spread): Promise<number[]> {
  const start = Date.now() + spread.lead;
  const rung = collect(spread.count);
  const dueAt = (n: number) => Math.floor(start + (n / spread.count) * spread.within);
  const ring = (n: number) => rung.add(Date.now() - dueAt(n));
  const url = place.environment.REDIS_URL;
  if (!url) {
    for (let n = 0; n < spread.count; n += 1) setTimeout(ring, dueAt(n) - Date.now(), n);
    return rung.all;
  }
  const connection = { url };
  const queue = new Queue('bare', { connection });
  const jobs = Array.from({ length: spread.count }, (_, n) => n);
  await queue.addBulk(
    jobs.map((n) => ({ name: 'ring', data: n, opts: { delay: Math.max(0, dueAt(n) - Date.now()) } })),
  );
  const worker = new Worker('bare', async ({ data }) => ring(data as number), {
    connection,
    concurrency: 100,
  });
  const late = await rung.all;
  await worker.close();
  await queue.close();
  return late;
}

/** `all` resolves when every alarm was rung. */
export function collect(count: number) {
  const late: number[] = [];
  let reach: (late: number[]) => void = () => {};
  const all = new Promise<number[]>((resolve) => {
    reach = resolve;
  });
  return {
    all,
    add(by: number): void {
      if (late.push(by) === count) reach(late);
    },
  };
}
