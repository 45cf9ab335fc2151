/**
 * Deliveries a second to a local webhook, with the intent committed before each call and the result after it; at
 * least 1,000 on PostgreSQL and Redis, 300 embedded. Bare: the same requests by BullMQ's own worker on that Redis
 * (or on nothing but fetch, embedded), with nothing committed.
 */
import type { Print } from './run.ts';
import { round } from './support/figures.ts';
import { inEachPlace } from './support/places.ts';
import { type Send, sendBare, sendOurs } from './support/sending.ts';
import { type Arrival, startReceiver } from './support/world.ts';

const COUNT = 6_000;
/** How many requests are under way at once, bare and embedded. */
const LANES = 100;

export async function run(print: Print): Promise<void> {
  const receiver = await startReceiver();
  await inEachPlace(async (place) => {
    // Due when the bot is up, all in one moment.
    const due = Date.now() + 12_000;
    const ours = rateOf(await sendOurs(place, receiver, COUNT, () => due));
    const bare = rateOf(
      await sendBare(place, receiver, COUNT, {
        job: () => ({ removeOnComplete: true }),
        embedded: sendInLanes,
      }),
    );
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
  });
  receiver.stop();
}

function sendInLanes(send: Send): void {
  let next = 0;
  const lane = async () => {
    while (next < COUNT) await send(next++);
  };
  for (let n = 0; n < LANES; n += 1) void lane();
}

function rateOf(arrivals: Arrival[]): number {
  const times = arrivals.map((one) => one.at);
  return round((times.length / (Math.max(...times) - Math.min(...times))) * 1_000);
}
