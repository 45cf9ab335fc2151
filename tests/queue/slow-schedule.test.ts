import { expect, test } from 'vitest';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createQueue } from '../../src/queue/bullmq.ts';
import { done } from '../../src/queue/job.ts';
import type { SourcePool } from '../../src/queue/listener.ts';
import { useEmbedded } from '../store/opened.ts';

const embedded = useEmbedded('slow-schedule');

test('workers do what is asked though the queue takes its time to tell of schedules', async () => {
  const pool = embedded.database.$client as unknown as SourcePool;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow: SourcePool = {
    query: (text, values) =>
      text.includes('Fetch a single scheduler')
        ? held.then(() => pool.query(text, values))
        : pool.query(text, values),
    connect: () => pool.connect(),
  };
  const queue = await createQueue({ pool: slow, clock: systemClock, log: createLog('silent') });
  let scheduled = false;
  const ran = new Promise<void>((resolve) => {
    const single = async () => {
      resolve();
      return done;
    };
    void queue
      .work([
        { name: 'recurring', every: 60_000, run: async () => done },
        { name: 'single', run: single },
      ])
      .then(() => {
        scheduled = true;
      });
  });
  await queue.add('single', {});
  await ran;
  expect(scheduled).toBe(false);
  release();
  await expect.poll(() => scheduled).toBe(true);
  await queue.stop(1_000);
});
