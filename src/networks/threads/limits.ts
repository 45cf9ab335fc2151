/** What Threads takes; how many posts a day it tells itself. */
import { z } from 'zod';
import type { Quota } from '../../posts/quota.ts';
import type { GraphClient } from '../graph.ts';
import type { Limits } from '../network.ts';

export const LIMITS: Limits = {
  text: [{ unit: 'characters', most: 500, count: countOf }],
  images: {
    most: 20,
    bytes: 8 * 1024 * 1024,
    contentTypes: ['image/jpeg', 'image/png'],
    alt: 1000,
  },
  video: { bytes: 1_000_000_000, longest: 5 * 60_000, contentTypes: ['video/mp4'], alt: 1000 },
  textOptional: true,
};

const DAY = 24 * 3_600_000;
const USUAL_OF_ANSWERS: Quota = { most: 1_000, of: 'answers', per: DAY };
/** What answers others has a quota of its own. */
export const USUAL_QUOTA: Quota[] = [
  { most: 250, of: 'posts', per: DAY, besideAnswers: true },
  USUAL_OF_ANSWERS,
];

/** Throws `NetworkError`. */
export async function quotaOf(client: GraphClient): Promise<Quota[]> {
  const { data } = await client.call({
    ...{ method: 'GET', path: '/me/threads_publishing_limit', fields: { fields: 'config,reply_config' } },
    result: z.object({ data: z.array(quotaSchema).min(1) }),
  });
  return data.flatMap(({ config, reply_config: ofAnswers }) => [
    { ...spanIn(config), of: 'posts', besideAnswers: true },
    ofAnswers ? { ...spanIn(ofAnswers), of: 'answers' } : USUAL_OF_ANSWERS,
  ]);
}

/** In seconds. */
const configSchema = z.object({
  quota_total: z.number().int().positive(),
  quota_duration: z.number().positive(),
});
const quotaSchema = z.object({ config: configSchema, reply_config: configSchema.optional() });

function spanIn({ quota_total: most, quota_duration: per }: z.infer<typeof configSchema>) {
  return { most, per: per * 1_000 };
}

/** Different addresses in one post. */
export const MOST_LINKS = 5;
/** The longer side by the shorter one. */
export const MOST_RATIO = 10;

/** Characters; an emoji counts as many as its bytes in UTF-8. */
export function countOf(text: string): number {
  let count = 0;
  for (const { segment } of graphemes.segment(text))
    count += EMOJI.test(segment) ? Buffer.byteLength(segment) : [...segment].length;
  return count;
}

const graphemes = new Intl.Segmenter();
/** Pictographs, flags, and keycaps; digits and signs that may become emoji are none by themselves. */
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;
