/** Runs the jobs from the queue: each payload checked, each ending counted. */
import type { App } from '../app/app.ts';
import { loadJobs } from '../app/definitions.ts';
import { cancel, type Job, type Outcome, type WorkedJob } from '../queue/job.ts';
import type { Metrics } from '../web/metrics.ts';

export async function startWork(app: App, metrics: Metrics): Promise<void> {
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
