/** What the account's own server counts of posts: as much as it has seen of other servers. */
import { z } from 'zod';
import { type Counts, type CountsOf, toldOnly } from '../counts.ts';
import type { Published } from '../network.ts';
import { oneByOne } from '../one-by-one.ts';
import type { MastodonClient } from './client.ts';
import { isGone } from './errors.ts';

/** Asking for several at once is younger than many servers are. */
export function countsOn(client: MastodonClient, published: readonly Published[]): Promise<CountsOf> {
  return oneByOne(
    published.map(({ id }) => id),
    (id) => countsOf(client, id),
  );
}

async function countsOf(client: MastodonClient, id: string): Promise<Counts | 'gone'> {
  try {
    const path = `/api/v1/statuses/${encodeURIComponent(id)}`;
    const told = await client.call({ method: 'GET', path, answer: status });
    return toldOnly({
      ...{ likes: told.favourites_count, reposts: told.reblogs_count },
      ...{ replies: told.replies_count, quotes: told.quotes_count },
    });
  } catch (error) {
    if (isGone(error)) return 'gone';
    throw error;
  }
}

const count = z.int().min(0).nullish().catch(undefined);
const status = z.object({
  id: z.string(),
  ...{ favourites_count: count, reblogs_count: count, replies_count: count, quotes_count: count },
});
