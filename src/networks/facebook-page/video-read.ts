/** A page's video, as Facebook shows it. */
import { z } from 'zod';
import type { GraphClient } from '../graph.ts';
import { readGraphPost } from '../graph-read.ts';
import type { Reading } from '../live.ts';
import type { Published } from '../network.ts';

export interface ReadingVideo {
  client: GraphClient;
  /** The list of the page's videos. */
  list: string;
  isMissing(error: unknown): boolean;
}

export function readVideo({ client, list, isMissing }: ReadingVideo, id: string): Promise<Reading> {
  return readGraphPost(
    { client, id, fields: 'description,published', list, isMissing },
    z.object({ description: z.string().default(''), published: z.boolean().default(true) }),
    ({ description: text, published }) => (published ? { text, pictures: 0 } : { gone: '' }),
  );
}

/** A post's id begins with that of its page. */
export function isVideo({ id }: Published): boolean {
  return !id.includes('_');
}

export function publishedVideo(id: string): Published {
  return { id, url: `https://www.facebook.com/${id}` };
}
