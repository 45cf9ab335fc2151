/** How a video stands on the page, and taking away what lies there unseen and is given up. */
import { z } from 'zod';
import type { GraphClient } from '../graph.ts';
import type { Outside } from '../network.ts';
import { isGone } from './errors.ts';

export const READY = 'ready';
/** Facebook has all of it, and was told so. */
export const WHOLE = ['processing', READY];

export function stateOf(client: GraphClient, id: string) {
  const fields = { fields: 'status,published' };
  return client.call({ method: 'GET', path: `/${id}`, fields, result: stateSchema });
}

/**
 * Only where Facebook says that nobody sees it: somebody may have shown it by hand. Answers whether it is gone; where it may lie
 * there unseen, the log names it.
 */
export async function takeAway(
  { client, outside: { log } }: { client: GraphClient; outside: Pick<Outside, 'log'> },
  id: string,
): Promise<boolean> {
  try {
    const { published } = await stateOf(client, id);
    // Of what nobody sees it is no matter that the answer may be lost.
    if (published === false) await client.call({ method: 'DELETE', path: `/${id}`, result: z.unknown() });
    if (published === undefined) log.warn({ video: id }, LEFT);
    return published === false;
  } catch (error) {
    if (isGone(error)) return true;
    log.warn({ err: error, video: id }, LEFT);
    return false;
  }
}

const LEFT = 'a video that was given up lies unpublished on the page';

const stateSchema = z.object({
  published: z.boolean().optional(),
  status: z.object({
    video_status: z.string(),
    processing_phase: z
      .object({ errors: z.array(z.object({ message: z.string().default('') })).optional() })
      .optional()
      .catch(undefined),
  }),
});
