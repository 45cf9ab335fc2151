/** The request that a post becomes, and what it became. */
import { z } from 'zod';
import type { Message, Published } from '../network.ts';
import { problemSchema } from './errors.ts';

/** `media`: ids, in the pictures' order. */
export function postBody(message: Message, media: string[]): Record<string, unknown> {
  const answered = parentOf(message);
  return {
    ...(message.text.trim() !== '' && { text: message.text }),
    ...(media.length > 0 && { media: { media_ids: media } }),
    ...(answered !== undefined && { reply: { in_reply_to_tweet_id: answered } }),
  };
}

/** The id of what it answers: somebody else's post, or the part before it. */
export function parentOf({ thread, answers }: Message): string | undefined {
  return answers?.id ?? thread?.parent.id;
}

/** An error beside data is none: the post is there. */
export const createdSchema = z.object({
  data: z.object({ id: z.string().regex(/^\d+$/) }).optional(),
  errors: z.array(problemSchema).optional(),
});

export function publishedOf(username: string, id: string): Published {
  return { id, url: `https://x.com/${username}/status/${id}` };
}

/** Epoch ms: ids tell when they were made. */
export function madeAt(id: string): number {
  return Number(BigInt(id) >> SHIFT) + EPOCH;
}

/** Below every id that is made at that instant (epoch ms) or later. */
export function idBefore(at: number): string {
  return String((BigInt(Math.max(Math.floor(at) - EPOCH, 0)) << SHIFT) - (at > EPOCH ? 1n : 0n));
}

const SHIFT = 22n;
/** The instant that X's ids count from. */
const EPOCH = 1_288_834_974_657;
