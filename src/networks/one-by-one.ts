import type { Counts, CountsOf } from './counts.ts';
import { NetworkError } from './network.ts';

/** For networks that tell of one post at a time: as many as they take now. Throws where it is not even one. */
export async function oneByOne(
  ids: readonly string[],
  countsOf: (id: string) => Promise<Counts | 'gone'>,
): Promise<CountsOf> {
  const counts: CountsOf = new Map();
  for (const id of ids) {
    try {
      counts.set(id, await countsOf(id));
    } catch (error) {
      const isEnough = error instanceof NetworkError && error.reason === 'rate_limited' && counts.size > 0;
      if (isEnough) break;
      throw error;
    }
  }
  return counts;
}
