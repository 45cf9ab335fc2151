/** Reading a post from Meta's Graph APIs. */
import { z } from 'zod';
import type { GraphClient } from './graph.ts';
import type { Reading } from './live.ts';

export interface GraphReading {
  client: GraphClient;
  id: string;
  /** What is asked for of it. */
  fields: string;
  /** The list that the post stands in: `/me/threads`. */
  list: string;
  isMissing(error: unknown): boolean;
}

/**
 * Meta says the same of a post that is not there and of one that the account may not read. So it is gone only where the
 * list in which it stood may be read.
 */
export async function readGraphPost<Post>(
  { client, id, fields, list, isMissing }: GraphReading,
  post: z.ZodType<Post>,
  shown: (post: Post) => Reading,
): Promise<Reading> {
  try {
    return shown(await client.call({ method: 'GET', path: `/${id}`, fields: { fields }, result: post }));
  } catch (error) {
    if (!isMissing(error)) throw error;
    await checkListed(client, list);
    return { gone: '' };
  }
}

/** Throws `NetworkError` where the list may not be read, or not now. */
export async function checkListed(client: GraphClient, list: string): Promise<void> {
  await client.call({ method: 'GET', path: list, fields: { fields: 'id', limit: '1' }, result: z.unknown() });
}
