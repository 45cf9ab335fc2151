/** What Instagram takes; how many posts a day it tells itself. */
import { z } from 'zod';
import type { GraphClient } from '../graph.ts';
import type { Limits } from '../network.ts';

/** It takes JPEGs alone; the others are served as such. */
const PICTURE = { bytes: 8 * 1024 * 1024, contentTypes: ['image/jpeg', 'image/png', 'image/webp'] };

export const LIMITS: Limits = {
  text: [{ unit: 'characters', most: 2_200, count: (text) => [...text].length }],
  images: { most: 10, ...PICTURE, alt: 1_000 },
  // Of reels, as Meta's pages have it.
  video: {
    ...{ bytes: 300_000_000, longest: 15 * 60_000, shortest: 3_000, contentTypes: ['video/mp4'] },
    cover: PICTURE,
  },
  textOptional: true,
};

/** The least that Meta's own pages tell of. */
export const USUAL_QUOTA: Limits['quota'] = [
  { most: 25, of: 'posts', per: 24 * 3_600_000, besideAnswers: true },
];

/** Width by height. */
export const NARROWEST = 4 / 5;
export const WIDEST = 1.91;

/** Throws `NetworkError`. */
export async function quotaOf(client: GraphClient, user: string): Promise<Limits['quota']> {
  const { data } = await client.call({
    ...{ method: 'GET', path: `/${user}/content_publishing_limit`, fields: { fields: 'quota_usage,config' } },
    result: z.object({ data: z.array(quotaSchema).min(1) }),
  });
  return data.map(({ config }) => ({
    most: config.quota_total,
    of: 'posts',
    per: config.quota_duration * 1_000,
    besideAnswers: true,
  }));
}

const quotaSchema = z.object({
  config: z.object({ quota_total: z.number().int().positive(), quota_duration: z.number().positive() }),
});
