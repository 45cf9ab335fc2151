/** Threads' containers. */
import { z } from 'zod';
import type { Clock } from '../../kit/clock.ts';
import { t } from '../../kit/t.ts';
import { type Containers, stillProcessing } from '../containers.ts';
import type { GraphClient } from '../graph.ts';
import { isGraphRefusal, wordsOfRefusal } from '../graph-errors.ts';
import { NetworkError } from '../network.ts';

/** `youngFor`: ms for which what is answered may not be known everywhere yet. */
export function containersOf(client: GraphClient, clock: Pick<Clock, 'now'>, youngFor = YOUNG): Containers {
  return {
    network: 'Threads',
    now: () => clock.now(),
    async create(fields, begunAt) {
      try {
        const result = z.object({ id: z.string().min(1) });
        const { id } = await client.call({ method: 'POST', path: '/me/threads', fields, result });
        return id;
      } catch (error) {
        throw fields.reply_to_id && isMissing(error)
          ? parentMissing(clock.now() - begunAt < youngFor, begunAt, error)
          : error;
      }
    },
    async stateOf(container) {
      try {
        const { status, error_message: words } = await client.call({
          ...{ method: 'GET', path: `/${container}`, fields: { fields: 'status,error_message' } },
          result: z.object({ status: z.string(), error_message: z.string().optional() }),
        });
        return { status, ...(words && { words }) };
      } catch (error) {
        // Once it is published it is a post, and a post has no such field.
        if (isGraphRefusal(error, 100) && /nonexisting field/i.test(wordsOfRefusal(error)))
          return { status: 'PUBLISHED' };
        throw error;
      }
    },
  };
}

/** The part that it answers was published a moment ago, and is not known everywhere; after a while it is gone. */
function parentMissing(isYoung: boolean, begunAt: number, cause: unknown): NetworkError {
  if (isYoung) return stillProcessing('Threads', begunAt, cause);
  return new NetworkError('refused', t('Threads: what it answers is not there any more.'), {
    remedy: t('Cancel it, or post it by itself.'),
    cause,
  });
}

/** Ms. */
const YOUNG = 10 * 60_000;

/** Of what was made a moment ago, and of what is gone. */
export function isMissing(error: unknown): boolean {
  return isGraphRefusal(error, 24) || isGraphRefusal(error, 100, 33);
}
