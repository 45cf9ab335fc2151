/** Runs the jobs from the queue, each payload checked, each ending counted; and what must run without the queue. */
import type { App } from '../app/app.ts';
import { loadJobs } from '../app/definitions.ts';
import { startHeartbeat } from '../app/heartbeat.ts';
import type { Closing } from '../assembly/closing.ts';
import { cancel, type Job, type Outcome, type WorkedJob } from '../queue/job.ts';
import type { Metrics } from '../web/metrics.ts';

export interface Working {
  app: App;
  metrics: Metrics;
  closing: Closing;
  /** ms. */
  heartbeat?: number;
}

export async function startWork({ app, metrics, closing, heartbeat }: Working): Promise<void> {
  // Before the queue is waited for: it may not be there.
  closing.add(startHeartbeat(app, heartbeat), HEARTBEAT_GRACE);
  const jobs = await loadJobs();
  await app.queue.work(jobs.map((job) => worked(job, app, metrics)));
}

function worked(job: Job<App>, app: App, metrics: Metrics): WorkedJob {
  return {
    name: job.name,
    every: job.every,
    concurrency: job.concurrency,
    async run(payload) {
      const outcome = await runChecked(job, payload, app);
      metrics.ran(job.name, outcome.kind);
      if (outcome.kind === 'retry' || outcome.kind === 'cancel')
        app.log.info({ job: job.name, outcome }, 'a job did not finish');
      return outcome;
    },
  };
}

async function runChecked(job: Job<App>, payload: unknown, app: App): Promise<Outcome> {
  const checked = job.payload.safeParse(payload);
  return checked.success ? job.run(checked.data, app) : cancel(`the payload is not one of ${job.name}`);
}

/** ms */
const HEARTBEAT_GRACE = 500;
