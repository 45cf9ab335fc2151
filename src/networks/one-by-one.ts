import type { Counts, CountsOf } from './counts.ts';
import { NetworkError } from './network.ts';

/**
 * For networks that tell of one post at a time: as many as they take now. Undefined: nothing is told of it yet, and it is left
 * out. Throws where it is not even one.
 */
export async function oneByOne(
  ids: readonly string[],
  countsOf: (id: string) => Promise<Counts | 'gone' | undefined>,
): Promise<CountsOf> {
  const counts: CountsOf = new Map();
  for (const id of ids) {
    try {
      const told = await countsOf(id);
      if (told) counts.set(id, told);
    } catch (error) {
      const isEnough = error instanceof NetworkError && error.reason === 'rate_limited' && counts.size > 0;
      if (isEnough) break;
      throw error;
    }
  }
  return counts;
}
