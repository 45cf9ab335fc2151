/**
 * How late 1,000 posts due 10 ms apart reach a local webhook: p99 at most 25 ms. Bare: BullMQ's delayed jobs on the
 * same Redis, doing the same request (embedded: setTimeout and fetch).
 */
import { Queue, Worker } from 'bullmq';
import type { Print } from './run.ts';
import { percentile, round } from './support/figures.ts';
import { seedPosts } from './support/seed.ts';
import {
  type Arrival,
  build,
  embedded,
  type Place,
  type Receiver,
  runBot,
  services,
  slackEnvironment,
  startReceiver,
  startSlack,
  teamFile,
} from './support/world.ts';

const COUNT = 1_000;
const APART = 10;

export async function run(print: Print): Promise<void> {
  build();
  const receiver = await startReceiver();
  for (const make of [services, embedded]) {
    const place = await make();
    const ours = await postOurs(place, receiver);
    const bare = await postBare(place, receiver);
    for (const share of [0.5, 0.99]) {
      const [own, other] = [percentile(ours, share), percentile(bare, share)];
      const goal = share === 0.99 ? { goal: 25, reached: own <= 25 } : {};
      print({
        on: place.name,
        figure: `p${share * 100}`,
        unit: 'ms late',
        posts: COUNT,
        ours: own,
        bare: other,
        ratio: round(own / other),
        ...goal,
      });
    }
    await place.remove();
  }
  receiver.stop();
}

async function postOurs(place: Place, receiver: Receiver): Promise<number[]> {
  const slack = await startSlack();
  const start = Date.now() + 8_000;
  await seedPosts(place, COUNT, (n) => start + n * APART);
  const arrivals = receiver.expect(COUNT);
  const team = await teamFile(receiver.url);
  const bot = await runBot('all', { ...place.environment, ...slackEnvironment(slack), TEAM_FILE: team });
  const late = lateness(await arrivals, start);
  await bot.stop();
  await slack.stop();
  return late;
}

async function postBare(place: Place, receiver: Receiver): Promise<number[]> {
  const arrivals = receiver.expect(COUNT);
  const start = Date.now() + 3_000;
  const send = (n: number) =>
    fetch(receiver.url, { method: 'POST', body: JSON.stringify({ text: String(n) }) }).then((answer) =>
      answer.text(),
    );
  const url = place.environment.REDIS_URL;
  if (!url) {
    for (let n = 0; n < COUNT; n += 1) setTimeout(() => void send(n), start + n * APART - Date.now());
    return lateness(await arrivals, start);
  }
  const connection = { url };
  const queue = new Queue('bare', { connection });
  const jobs = Array.from({ length: COUNT }, (_, n) => ({
    name: 'send',
    data: n,
    opts: { delay: start + n * APART - Date.now() },
  }));
  await queue.addBulk(jobs);
  const worker = new Worker('bare', (job) => send(job.data as number), { connection, concurrency: 100 });
  const late = lateness(await arrivals, start);
  await worker.close();
  await queue.close();
  return late;
}

function lateness(arrivals: Arrival[], start: number): number[] {
  return arrivals.map(({ text, at }) => at - (start + Number(text) * APART));
}
