/** What holds of a video wherever it is made into a container: the same for Threads and Instagram. */
import type { LocalContainers } from '@bellwether/local-networks/meta/local-containers.ts';
import type { MovableClock } from '../../../src/kit/clock.ts';
import type { Connection, Intent, Message, Published } from '../../../src/networks/network.ts';
import { served } from './public-pictures.ts';
import { video } from './video.ts';

export const FILM = served({ ...video(900_000), duration: 8_000 });
export const MESSAGE: Message = { text: 'Look up', images: [], video: FILM };

export function publish(connection: Connection, message: Message, intent: Intent): Promise<Published> {
  return connection.publish(message, intent, async (marks) => {
    Object.assign(intent.marks, marks);
  });
}

/** As the deliverer does: again with the marks, as long as it is told that the network works on it. */
export async function publishPatiently(
  { connection, local, clock }: { connection: Connection; local: LocalContainers; clock: MovableClock },
  message: Message,
  intent: Intent,
): Promise<Published> {
  for (let tries = 0; tries < 20; tries += 1) {
    try {
      return await publish(connection, message, intent);
    } catch (error) {
      if (!(error instanceof Error && 'reason' in error && error.reason === 'processing')) throw error;
      await local.fetched();
      clock.moveTo(clock.now() + 60_000);
    }
  }
  throw new Error('It never became ready.');
}
