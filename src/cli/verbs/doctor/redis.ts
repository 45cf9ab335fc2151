/** Redis: reachable, new enough, kept from throwing jobs away, and fit for a job of the queue. */
import { t } from '../../../kit/t.ts';
import { examineRedis } from '../../../queue/examination.ts';
import { type Check, off, PATIENCE } from './check.ts';

export const checkRedis: Check = async ({ environment: { redisUrl } }) => {
  if (!redisUrl) return [off(t('Redis: not used; the queue is in the database.'))];
  return examineRedis(redisUrl, PATIENCE);
};
