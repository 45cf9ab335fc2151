/**
 * Deliveries a second to a local webhook, with the intent committed before each call and the result after it; at
 * least 1,000 on PostgreSQL and Redis, 300 embedded. Bare: the same requests by BullMQ's own worker on that Redis
 * (or on nothing but fetch, embedded), with nothing committed.
 */
import { Queue, Worker } from 'bullmq';
import type { Print } from './run.ts';
import { round } from './support/figures.ts';
import { seedPosts } from './support/seed.ts';
import {
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

const COUNT = 6_000;

export async function run(print: Print): Promise<void> {
  build();
  const receiver = await startReceiver();
  for (const make of [services, embedded]) {
    const place = await make();
    const ours = await deliverOurs(place, receiver);
    const bare = await deliverBare(place, receiver);
    const goal = place.name === 'embedded' ? 300 : 1_000;
    print({
      on: place.name,
      posts: COUNT,
      unit: 'deliveries/s',
      ours,
      bare,
      ratio: round(ours / bare),
      goal,
      reached: ours >= goal,
    });
    await place.remove();
  }
  receiver.stop();
}

async function deliverOurs(place: Place, receiver: Receiver): Promise<number> {
  const slack = await startSlack();
  // Due when the bot is up, all in one moment.
  const due = Date.now() + 12_000;
  await seedPosts(place, COUNT, () => due);
  const arrivals = receiver.expect(COUNT);
  const team = await teamFile(receiver.url);
  const bot = await runBot('all', { ...place.environment, ...slackEnvironment(slack), TEAM_FILE: team });
  const rate = rateOf(await arrivals);
  await bot.stop();
  await slack.stop();
  return rate;
}

async function deliverBare(place: Place, receiver: Receiver): Promise<number> {
  const arrivals = receiver.expect(COUNT);
  const send = (n: number) =>
    fetch(receiver.url, { method: 'POST', body: JSON.stringify({ text: String(n) }) }).then((answer) =>
      answer.text(),
    );
  const url = place.environment.REDIS_URL;
  if (url) await byBullmq(url, send, arrivals);
  else await byFetchAlone(send);
  return rateOf(await arrivals);
}

async function byBullmq(
  url: string,
  send: (n: number) => Promise<unknown>,
  arrivals: Promise<unknown>,
): Promise<void> {
  const connection = { url };
  const queue = new Queue('bare', { connection });
  await queue.addBulk(
    Array.from({ length: COUNT }, (_, n) => ({ name: 'send', data: n, opts: { removeOnComplete: true } })),
  );
  const worker = new Worker('bare', (job) => send(job.data as number), { connection, concurrency: 100 });
  await arrivals;
  await worker.close();
  await queue.close();
}

async function byFetchAlone(send: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < COUNT) await send(next++);
  };
  await Promise.all(Array.from({ length: 100 }, lane));
}

function rateOf(arrivals: { at: number }[]): number {
  const times = arrivals.map((one) => one.at);
  return round((times.length / (Math.max(...times) - Math.min(...times))) * 1_000);
}
