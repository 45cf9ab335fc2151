/** Lists of what others wrote on Meta's networks, read back to an instant. */
import { z } from 'zod';
import type { Item } from '../listening/item.ts';
import type { Since } from './comments.ts';
import type { GraphClient } from './graph.ts';
import { pagesOf } from './graph-pages.ts';
import { ReadSoFar } from './read-so-far.ts';

export interface GraphList<Entry> {
  client: GraphClient;
  /** `/me/mentions` */
  path: string;
  fields: Record<string, string>;
  entry: z.ZodType<Entry>;
  /** Epoch ms. */
  since: number;
  itemsIn(entry: Entry): Item[] | Promise<Item[]>;
  /** It may be told in any order, or an old entry may have something new in it, so that all of it is read. */
  isUnordered?: boolean;
}

/** An entry that says something else than is known is left out. Throws `NetworkError`. */
export async function readBack<Entry>(list: GraphList<Entry>): Promise<Since> {
  const { client, path, fields, entry, since, itemsIn, isUnordered = false } = list;
  const soFar = new ReadSoFar();
  const found: Item[][] = [];
  // Times are told in whole seconds, so that the list alone tells the order within one.
  const inOrder = () => (soFar.isNewestFirst ? found.toReversed() : found).flat();
  let pages = 0;
  for await (const { entries, isLast } of pagesOf(client, path, fields)) {
    for (const one of entries) {
      const own = timed.safeParse(one).data;
      if (own) soFar.note(instantOf(own));
      const read = entry.safeParse(one).data;
      const items = read === undefined ? [] : await itemsIn(read);
      found.push(items.filter(({ at }) => at >= since));
    }
    const isRead = !isUnordered && soFar.oldest < since;
    if (isLast || isRead) return { items: inOrder() };
    pages += 1;
    if (pages === MOST_PAGES) break;
  }
  const cutAt = isUnordered ? soFar.cutAt(since) : soFar.oldest;
  return { items: inOrder(), ...(cutAt !== undefined && { cutAt }) };
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
