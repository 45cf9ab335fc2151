/** Work that must end in time. */
import { setTimeout as pause } from 'node:timers/promises';

/** Throws `otherwise` after `limit` ms; the work itself goes on. */
export async function within<Answer>(
  limit: number,
  work: Promise<Answer>,
  otherwise: string,
): Promise<Answer> {
  const waiting = new AbortController();
  const late = pause(limit, undefined, { signal: waiting.signal }).then(() => {
    throw new Error(otherwise);
  });
  // Aborted below, when nobody waits for it any more.
  late.catch(() => {});
  return Promise.race([work, late]).finally(() => waiting.abort());
}
