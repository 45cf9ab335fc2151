/** What holds of a video wherever it is made into a container: the same for Threads and Instagram. */
import type { LocalContainers } from '@bellwether/local-networks/meta/local-containers.ts';
import type { MovableClock } from '../../../src/kit/clock.ts';
import type { Connection, Intent, Message, Published } from '../../../src/networks/network.ts';
import { keepIn, patiently } from './outside.ts';
import { served } from './public-pictures.ts';
import { video } from './video.ts';

export const FILM = served({ ...video(900_000), duration: 8_000 });
export const MESSAGE: Message = { text: 'Look up', images: [], video: FILM };

export function publish(connection: Connection, message: Message, intent: Intent): Promise<Published> {
  return connection.publish(message, intent, keepIn(intent));
}

export function publishPatiently(
  { connection, local, clock }: { connection: Connection; local: LocalContainers; clock: MovableClock },
  message: Message,
  intent: Intent,
): Promise<Published> {
  return patiently(
    () => publish(connection, message, intent),
    async () => {
      await local.fetched();
      clock.moveTo(clock.now() + 60_000);
    },
  );
}
