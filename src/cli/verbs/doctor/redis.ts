/** Redis: reachable, new enough, and kept from throwing jobs away. */
import { t } from '../../../kit/t.ts';
import { type Check, off, type Result, reasonOf, right, wrong } from './check.ts';
import { askRedis, type Reply } from './resp.ts';

export const checkRedis: Check = async ({ environment: { redisUrl } }) => {
  if (!redisUrl) return [off(t('Redis: not used; the queue is in the database.'))];
  try {
    const [info, policy] = await askRedis(redisUrl, [
      ['INFO', 'server'],
      ['CONFIG', 'GET', 'maxmemory-policy'],
    ]);
    return [reached(info), policyOf(policy)];
  } catch (error) {
    const what = t('Redis: no connection ({reason}).', { reason: reasonOf(error) });
    return [wrong(what, t('Check that Redis runs, and host, port and password in REDIS_URL.'))];
  }
};

/** What BullMQ asks for. */
const OLDEST = '6.2.0';

function reached(info: Reply | undefined): Result {
  if (info instanceof Error) throw info;
  const version = /redis_version:([\d.]+)/.exec(String(info))?.[1] ?? '?';
  const enough = version.localeCompare(OLDEST, 'en', { numeric: true }) >= 0;
  return enough
    ? right(t('Redis: {version}.', { version }))
    : wrong(
        t('Redis: its version is {version}.', { version }),
        t('It must be {oldest} or newer.', { oldest: OLDEST }),
      );
}

function policyOf(reply: Reply | undefined): Result {
  if (!Array.isArray(reply)) {
    return off(t('Redis: its maxmemory-policy cannot be read here; it must be noeviction.'));
  }
  const policy = String(reply[1] ?? '?');
  if (policy === 'noeviction') return right(t('Redis: maxmemory-policy is noeviction.'));
  const what = t('Redis: maxmemory-policy is {policy}, so that jobs can vanish.', { policy });
  return wrong(what, t('Set `maxmemory-policy noeviction` in redis.conf and restart Redis.'));
}
