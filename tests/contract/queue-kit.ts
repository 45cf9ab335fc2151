/** What every queue test needs: queues that are stopped in the end, and jobs that note their runs. */
import type { Clock } from '../../src/kit/clock.ts';
import { correlationId } from '../../src/kit/log.ts';
import { done, type Outcome, type Queue, type WorkedJob } from '../../src/queue/job.ts';
import { collector, signal } from './signal.ts';

export interface QueueHarness {
  /** One process' queue; all of one harness see the same jobs. */
  queue(clock?: Clock): Promise<Queue>;
  stop(): Promise<void>;
}

export type QueueKit = ReturnType<typeof queueKit>;

export function queueKit(harness: () => QueueHarness) {
  let started: Queue[] = [];
  /** A queue of another process. */
  const another = async (clock?: Clock): Promise<Queue> => {
    const queue = await harness().queue(clock);
    started.push(queue);
    return queue;
  };
  /** A queue that works these jobs. Every test has job names of its own. */
  const working = async (jobs: WorkedJob[], clock?: Clock): Promise<Queue> => {
    const queue = await another(clock);
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

  const stopAll = () => Promise.all(started.map((queue) => queue.stop(1_000)));
  return { another, working, stopped, noting, settled, stopAll };
}
