/** What Discord tells of messages: reactions. It counts neither views nor answers. */
import { z } from 'zod';
import type { Counts, CountsOf } from '../counts.ts';
import type { Published } from '../network.ts';
import { oneByOne } from '../one-by-one.ts';
import type { DiscordClient } from './client.ts';
import { codeOf, UNKNOWN_MESSAGE } from './errors.ts';

export function countsOn(client: DiscordClient, published: readonly Published[]): Promise<CountsOf> {
  return oneByOne(
    published.map(({ id }) => id),
    (id) => countsOf(client, id),
  );
}

async function countsOf(client: DiscordClient, id: string): Promise<Counts | 'gone'> {
  const [channel = '', message = ''] = id.split('/');
  try {
    const { reactions } = await client.call(false, async (rest) =>
      answer.parse(await rest.get(`/channels/${channel}/messages/${message}`)),
    );
    return { reactions: reactions.reduce((sum, { count }) => sum + count, 0) };
  } catch (error) {
    if (codeOf(error) === UNKNOWN_MESSAGE) return 'gone';
    throw error;
  }
}

/** Absent where there are none. */
const answer = z.object({
  id: z.string(),
  reactions: z.array(z.object({ count: z.int().min(0) })).default([]),
});
