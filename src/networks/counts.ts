/** What a network counts of a published post. */

/** A name of ours → how many. What the network does not tell is absent, which is not zero. */
export type Counts = Partial<Record<CountName, number>>;

export type CountName = 'likes' | 'reactions' | 'replies' | 'reposts' | 'quotes' | 'views';

/** By a post's id; `gone`: the network does not show it any more. One that is left out could not be asked for now. */
export type CountsOf = Map<string, Counts | 'gone'>;

/** Only what was told. */
export function toldOnly(counts: Record<string, number | null | undefined>): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => typeof count === 'number'));
}

/** How many posts may be asked for at once. */
export const COUNTED_AT_ONCE = 25;
