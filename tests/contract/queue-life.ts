/** Recurring jobs, and workers that come and go. */
import { expect, test } from 'vitest';
import { done, type Outcome, type WorkedJob } from '../../src/queue/job.ts';
import type { QueueKit } from './queue-kit.ts';
import { collector, signal } from './signal.ts';

export function queueLife({ working, stopped, noting }: QueueKit): void {
  test('a recurring job runs at the start and then by itself, once for all workers together', async () => {
    const runs = collector<number>();
    const every = 300;
    const job: WorkedJob = {
      name: 'recurring',
      every,
      run: async (payload) => {
        expect(payload).toEqual({});
        runs.push(Date.now());
        return done;
      },
    };
    const begun = Date.now();
    const queues = await Promise.all([working([job]), working([job])]);
    const times = await runs.reach(8);
    // One run more for each start, at most: two workers that start at once may share it.
    const spent = (times[7] ?? 0) - begun;
    expect(spent).toBeGreaterThanOrEqual(5 * every);
    await Promise.all(queues.map((queue) => stopped(queue)));
  });

  test('a recurring job runs at once whenever a worker starts', async () => {
    const noted = noting('at-start');
    const job = { ...noted.job, every: 3_600_000 };
    for (let start = 1; start <= 3; start++) {
      const queue = await working([job]);
      await noted.runs.reach(start);
      await stopped(queue);
    }
    expect(noted.runs.values).toHaveLength(3);
  });

  test('a stop waits for what runs', async () => {
    const begun = signal();
    const finish = signal();
    let ended = false;
    const run = async () => {
      begun.reach();
      await finish.reached;
      ended = true;
      return done;
    };
    const queue = await working([{ name: 'finishing', run }]);
    await queue.add('finishing', {});
    await begun.reached;
    const stopping = stopped(queue);
    finish.reach();
    await stopping;
    expect(ended).toBe(true);
  });

  test('what still runs when the grace is over is handed to another worker at once', async () => {
    const begun = signal();
    const never = new Promise<Outcome>(() => {});
    const stuck = {
      name: 'handed-back',
      run: (payload: unknown) => {
        begun.reach();
        expect(payload).toEqual({ n: 1 });
        return never;
      },
    };
    const first = await working([stuck]);
    await first.add('handed-back', { n: 1 }, { key: 'k' });
    await begun.reached;
    await stopped(first, 100);
    const since = Date.now();
    const noted = noting('handed-back');
    const second = await working([noted.job]);
    const [run] = await noted.runs.reach(1);
    expect(run?.payload).toEqual({ n: 1 });
    expect(Date.now() - since).toBeLessThan(2_500);
    await stopped(second);
  });

  test('what waits at a stop is run by the next worker', async () => {
    const noted = noting('left-over');
    const first = await working([]);
    await first.add('left-over', { n: 1 });
    await stopped(first);
    const second = await working([noted.job]);
    await noted.runs.reach(1);
    await stopped(second);
  });
}
