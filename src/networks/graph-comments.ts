/** Lists of what others wrote on Meta's networks, read back to an instant. */
import { z } from 'zod';
import type { Item } from '../listening/item.ts';
import type { Since } from './comments.ts';
import type { GraphClient } from './graph.ts';
import { pagesOf } from './graph-pages.ts';

export interface GraphList<Entry> {
  client: GraphClient;
  /** `/me/mentions` */
  path: string;
  fields: Record<string, string>;
  entry: z.ZodType<Entry>;
  /** Epoch ms. */
  since: number;
  itemsIn(entry: Entry): Item[];
  /** It is not told newest first, so that all of it is read. */
  isUnordered?: boolean;
}

/** An entry that says something else than is known is left out. Throws `NetworkError`. */
export async function readBack<Entry>(list: GraphList<Entry>): Promise<Since> {
  const { client, path, fields, entry, since, itemsIn, isUnordered = false } = list;
  const found: Item[] = [];
  // Times are told in whole seconds, so that the list alone tells the order within one.
  const inOrder = () => (isUnordered ? found : found.toReversed());
  let oldest = Number.POSITIVE_INFINITY;
  let pages = 0;
  for await (const { entries, isLast } of pagesOf(client, path, fields)) {
    const items = entries.flatMap((one) => {
      const read = entry.safeParse(one).data;
      return read === undefined ? [] : itemsIn(read);
    });
    const own = entries.flatMap((one) => timed.safeParse(one).data ?? []);
    oldest = Math.min(oldest, ...own.map(instantOf));
    found.push(...items.filter(({ at }) => at >= since));
    const isRead = !isUnordered && oldest < since;
    if (isLast || isRead) return { items: inOrder() };
    pages += 1;
    if (pages === MOST_PAGES) break;
  }
  const newest = Math.max(since, ...found.map(({ at }) => at));
  return { items: inOrder(), cutAt: isUnordered ? newest : oldest };
}

function instantOf({ timestamp, created_time }: z.infer<typeof timed>): number {
  return Date.parse(timestamp ?? created_time ?? '');
}

/** As Meta writes times. */
export const instant = z.string().refine((value) => !Number.isNaN(Date.parse(value)));
const timed = z
  .object({ timestamp: instant.optional(), created_time: instant.optional() })
  .refine(({ timestamp, created_time }) => timestamp !== undefined || created_time !== undefined);
const MOST_PAGES = 10;
