/** Sends many posts to a receiver: as our bot does, and bare. */
import { type JobsOptions, Queue, Worker } from 'bullmq';
import { seedPosts } from './seed.ts';
import {
  type Arrival,
  type Place,
  type Receiver,
  runBot,
  slackEnvironment,
  startSlack,
  teamFile,
} from './world.ts';

/** `dueAt(n)`: epoch ms of post n, late enough for seeding and for the start of the processes, one for each part. */
export async function sendOurs(
  place: Place,
  receiver: Receiver,
  count: number,
  dueAt: (n: number) => number,
  parts = ['all'],
): Promise<Arrival[]> {
  const slack = await startSlack();
  await seedPosts(place, count, dueAt);
  const arriving = receiver.expect(count);
  const team = await teamFile(receiver.url);
  const environment = { ...place.environment, ...slackEnvironment(slack), TEAM_FILE: team };
  const running = await Promise.all(parts.map((part) => runBot(part, environment)));
  const arrivals = await arriving;
  await Promise.all(running.map((one) => one.stop()));
  await slack.stop();
  return arrivals;
}

export type Send = (n: number) => Promise<unknown>;

export interface BareWays {
  /** Where there is Redis: what each post's job asks of BullMQ's own worker. */
  job(n: number): JobsOptions;
  /** Where there is none: sends every post without BullMQ. */
  embedded(send: Send): void;
}

/** The same requests, with nothing stored or committed but BullMQ's jobs. */
export async function sendBare(
  place: Place,
  receiver: Receiver,
  count: number,
  ways: BareWays,
): Promise<Arrival[]> {
  const arriving = receiver.expect(count);
  const send: Send = async (n) => {
    const answer = await fetch(receiver.url, { method: 'POST', body: JSON.stringify({ text: String(n) }) });
    await answer.text();
  };
  const url = place.environment.REDIS_URL;
  if (url) return byBullmq(url, count, ways.job, send, arriving);
  ways.embedded(send);
  return arriving;
}

async function byBullmq(
  url: string,
  count: number,
  job: BareWays['job'],
  send: Send,
  arriving: Promise<Arrival[]>,
): Promise<Arrival[]> {
  const connection = { url };
  const queue = new Queue('bare', { connection });
  await queue.addBulk(Array.from({ length: count }, (_, n) => ({ name: 'send', data: n, opts: job(n) })));
  const worker = new Worker('bare', ({ data }) => send(data as number), { connection, concurrency: 100 });
  const arrivals = await arriving;
  await worker.close();
  await queue.close();
  return arrivals;
}
