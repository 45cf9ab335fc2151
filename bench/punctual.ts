/**
 * How late 1,000 posts due 10 ms apart reach a local webhook: p99 at most 25 ms. Bare: BullMQ's delayed jobs on the
 * same Redis, doing the same request (embedded: setTimeout and fetch).
 */
import type { Print } from './run.ts';
import { percentile, round } from './support/figures.ts';
import { inEachPlace } from './support/places.ts';
import { sendBare, sendOurs } from './support/sending.ts';
import { type Arrival, type Place, type Receiver, startReceiver } from './support/world.ts';

const COUNT = 1_000;
const APART = 10;
/** ms until the first is due: on a slow machine the seed and the start take ten seconds. */
const LEAD = 20_000;

export async function run(print: Print): Promise<void> {
  const receiver = await startReceiver();
  await inEachPlace(async (place) => {
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
  });
  receiver.stop();
}

async function postOurs(place: Place, receiver: Receiver): Promise<number[]> {
  const start = Date.now() + LEAD;
  const arrivals = await sendOurs(place, receiver, COUNT, (n) => start + n * APART);
  return lateness(arrivals, start);
}

async function postBare(place: Place, receiver: Receiver): Promise<number[]> {
  const start = Date.now() + 3_000;
  const dueIn = (n: number) => start + n * APART - Date.now();
  const arrivals = await sendBare(place, receiver, COUNT, {
    job: (n) => ({ delay: dueIn(n) }),
    embedded: (send) => {
      for (let n = 0; n < COUNT; n += 1) setTimeout(() => void send(n), dueIn(n));
    },
  });
  return lateness(arrivals, start);
}

function lateness(arrivals: Arrival[], start: number): number[] {
  return arrivals.map(({ text, at }) => at - (start + Number(text) * APART));
}
