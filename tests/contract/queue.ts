/** What the queue must do, whatever it runs on. Called once for each. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clock, MovableClock } from '../../src/kit/clock.ts';
import { correlated, correlationId } from '../../src/kit/log.ts';
import {
  cancel,
  done,
  type Outcome,
  type Queue,
  retry,
  snooze,
  type WorkedJob,
} from '../../src/queue/job.ts';
import { collector, signal } from './signal.ts';

export interface QueueHarness {
  /** One process' queue; all of one harness see the same jobs. */
  queue(clock?: Clock): Promise<Queue>;
  stop(): Promise<void>;
}

export function queueContract(name: string, makeHarness: () => Promise<QueueHarness>): void {
  describe(`queue contract: ${name}`, () => {
    let harness: QueueHarness;
    let started: Queue[] = [];

    beforeAll(async () => {
      harness = await makeHarness();
    }, 60_000);
    afterAll(async () => {
      await Promise.all(started.map((queue) => queue.stop(1_000)));
      await harness?.stop();
    });

    /** A queue that works these jobs. Every test has job names of its own. */
    const working = async (jobs: WorkedJob[], clock?: MovableClock): Promise<Queue> => {
      const queue = await harness.queue(clock);
      started.push(queue);
      await queue.work(jobs);
      return queue;
    };
    const stopped = async (queue: Queue, grace = 5_000): Promise<void> => {
      started = started.filter((other) => other !== queue);
      await queue.stop(grace);
    };
    /** A job that notes its payloads; `outcomes` are given one after the other, then done. */
    const noting = (jobName: string, outcomes: (() => Outcome)[] = []) => {
      const runs = collector<{ payload: unknown; at: number; correlation: string | undefined }>();
      const run = async (payload: unknown) => {
        runs.push({ payload, at: Date.now(), correlation: correlationId() });
        return outcomes.shift()?.() ?? done;
      };
      return { runs, job: { name: jobName, run } };
    };
    /** Resolves when all that was due before now has been run. */
    const settled = async (queue: Queue, noted: ReturnType<typeof noting>, after = 0): Promise<void> => {
      const marker = { marker: Math.random() };
      const seen = signal();
      const { push } = noted.runs;
      noted.runs.push = (run) => {
        if (JSON.stringify(run.payload) === JSON.stringify(marker)) seen.reach();
        else push(run);
      };
      await queue.add(noted.job.name, marker, after > 0 ? { at: Date.now() + after } : {});
      await seen.reached;
      noted.runs.push = push;
    };

    test('runs what is added, with its payload and the correlation id of who asked', async () => {
      const noted = noting('plain');
      const queue = await working([noted.job]);
      await correlated(() => queue.add('plain', { text: 'ünï 🐏', list: [1, null] }), 'click-7');
      const [run] = await noted.runs.reach(1);
      expect(run).toMatchObject({ payload: { text: 'ünï 🐏', list: [1, null] }, correlation: 'click-7' });
      await stopped(queue);
    });

    test('runs at its time by the clock of the app, and not before', async () => {
      const clock = new MovableClock();
      clock.moveTo(Date.now() + 3_600_000);
      const noted = noting('timed');
      const queue = await working([noted.job], clock);
      const begun = Date.now();
      await queue.add('timed', {}, { at: clock.now() + 300 });
      const [run] = await noted.runs.reach(1);
      expect((run?.at ?? 0) - begun).toBeGreaterThanOrEqual(299);
      expect((run?.at ?? 0) - begun).toBeLessThan(2_000);
      await stopped(queue);
    });

    test('a time that has passed means at once', async () => {
      const noted = noting('overdue');
      const queue = await working([noted.job]);
      await queue.add('overdue', {}, { at: Date.now() - 60_000 });
      await noted.runs.reach(1);
      await stopped(queue);
    });

    test('calls under one key, while the first waits, are one run', async () => {
      const noted = noting('once');
      const queue = await working([noted.job]);
      const at = Date.now() + 300;
      await Promise.all([1, 2, 3, 4, 5].map((n) => queue.add('once', { n }, { at, key: 'a' })));
      await queue.add('once', { n: 'other' }, { at, key: 'b' });
      await settled(queue, noted, 500);
      expect(noted.runs.values).toHaveLength(2);
      await stopped(queue);
    });

    test('a finished run does not block a new one under its key, however it ended', async () => {
      const noted = noting('again', [() => done, () => cancel('no sense'), () => done]);
      const queue = await working([noted.job]);
      for (let count = 1; count <= 4; count++) {
        await queue.add('again', { count }, { key: 'k' });
        await noted.runs.reach(count);
      }
      await settled(queue, noted);
      expect(noted.runs.values.map((run) => run.payload)).toEqual([1, 2, 3, 4].map((count) => ({ count })));
      await stopped(queue);
    });

    test('a call that comes while its key runs leads to one further run, after it', async () => {
      const begun = signal();
      const finish = signal();
      const others = collector<unknown>();
      const log = collector<string>();
      const run = async (payload: unknown) => {
        const { n } = payload as { n: number };
        if (n > 2) {
          others.push(n);
          return done;
        }
        log.push(`begin ${n}`);
        begun.reach();
        if (n === 1) await finish.reached;
        log.push(`end ${n}`);
        return done;
      };
      const queue = await working([{ name: 'wakeup', run, concurrency: 4 }]);
      await queue.add('wakeup', { n: 1 }, { key: 'k' });
      await begun.reached;
      await Promise.all([1, 2, 3].map(() => queue.add('wakeup', { n: 2 }, { key: 'k' })));
      // Another key's run shows that a worker was free, and has looked.
      await queue.add('wakeup', { n: 3 }, { key: 'other' });
      await others.reach(1);
      finish.reach();
      expect(await log.reach(4)).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
      await queue.add('wakeup', { n: 4 });
      await others.reach(2);
      expect(log.values).toHaveLength(4);
      await stopped(queue);
    });

    test('of the times asked for under one key, the earliest wins', async () => {
      const noted = noting('earliest');
      const queue = await working([noted.job]);
      const begun = Date.now();
      await queue.add('earliest', {}, { key: 'k', at: begun + 3_600_000 });
      await queue.add('earliest', {}, { key: 'k', at: begun + 400 });
      await queue.add('earliest', {}, { key: 'k', at: begun + 7_200_000 });
      const [run] = await noted.runs.reach(1);
      expect((run?.at ?? 0) - begun).toBeGreaterThanOrEqual(399);
      await settled(queue, noted, 100);
      expect(noted.runs.values).toHaveLength(1);
      await stopped(queue);
    });

    test('the earliest wins also among many who ask at once', async () => {
      const noted = noting('crowd');
      const [one, other] = [await working([noted.job]), await harness.queue()];
      started.push(other);
      const begun = Date.now();
      const times = Array.from({ length: 24 }, (_, index) => begun + 500 + ((index * 7) % 24) * 60_000);
      await Promise.all(
        times.map((at, index) => (index % 2 ? one : other).add('crowd', {}, { key: 'k', at })),
      );
      const [run] = await noted.runs.reach(1);
      expect((run?.at ?? 0) - begun).toBeLessThan(5_000);
      await Promise.all([stopped(one), stopped(other)]);
    });

    test('a retry runs again after its pause, under the same correlation id', async () => {
      const noted = noting('retried', [() => retry('not yet', 200), () => retry('not yet', 50)]);
      const queue = await working([noted.job]);
      await correlated(() => queue.add('retried', { n: 1 }, { key: 'k' }), 'click-8');
      const runs = await noted.runs.reach(3);
      expect((runs[1]?.at ?? 0) - (runs[0]?.at ?? 0)).toBeGreaterThanOrEqual(199);
      expect(runs.map((run) => [run.payload, run.correlation])).toEqual(Array(3).fill([{ n: 1 }, 'click-8']));
      await stopped(queue);
    });

    test('a run that throws is run again', async () => {
      const fail = () => {
        throw new Error('on purpose');
      };
      const noted = noting('thrown', [fail]);
      const queue = await working([noted.job]);
      await queue.add('thrown', {});
      await noted.runs.reach(2);
      await stopped(queue);
    });

    test('a cancelled run is not run again', async () => {
      const noted = noting('cancelled', [() => cancel('no sense any more')]);
      const queue = await working([noted.job]);
      await queue.add('cancelled', {});
      await noted.runs.reach(1);
      await settled(queue, noted, 200);
      expect(noted.runs.values).toHaveLength(1);
      await stopped(queue);
    });

    test('a snoozed run comes back at its time, and holds up nobody who asks for an earlier one', async () => {
      const clock = new MovableClock();
      clock.moveTo(Date.now() + 3_600_000);
      const outcomes = [() => snooze(clock.now() + 250), () => snooze(clock.now() + 3_600_000)];
      const noted = noting('snoozed', outcomes);
      const queue = await working([noted.job], clock);
      await queue.add('snoozed', {}, { key: 'k' });
      const runs = await noted.runs.reach(2);
      expect((runs[1]?.at ?? 0) - (runs[0]?.at ?? 0)).toBeGreaterThanOrEqual(249);
      await settled(queue, noted);
      await queue.add('snoozed', {}, { key: 'k' });
      await noted.runs.reach(3);
      await stopped(queue);
    });

    test('runs as many at once as the job allows, and no more', async () => {
      let running = 0;
      let most = 0;
      const runs = collector<number>();
      const full = signal();
      const run = async () => {
        most = Math.max(most, ++running);
        if (running === 3) full.reach();
        await full.reached;
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        runs.push(most);
        return done;
      };
      const queue = await working([{ name: 'parallel', run, concurrency: 3 }]);
      await Promise.all(Array.from({ length: 12 }, (_, n) => queue.add('parallel', { n })));
      await runs.reach(12);
      expect(most).toBe(3);
      await stopped(queue);
    });

    test('no job waits behind another', async () => {
      const finish = signal();
      const blocked = { name: 'slow', run: () => finish.reached.then(() => done) };
      const noted = noting('quick');
      const queue = await working([blocked, noted.job]);
      await queue.add('slow', {});
      await queue.add('quick', {});
      await noted.runs.reach(1);
      finish.reach();
      await stopped(queue);
    });

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

    test('says that it is connected', async () => {
      const queue = await working([]);
      expect(await queue.fault()).toBeUndefined();
      await stopped(queue);
    });
  });
}
