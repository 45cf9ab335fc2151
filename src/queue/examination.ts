/** What there is to say about a Redis before the queue relies on it: its version, its policy, and a job through it. */
import { t } from '../kit/t.ts';
import { within } from './backend.ts';
import { isRefusal, OLDEST, redisConnector } from './connection.ts';
import { proveQueue, type Refused, refusalOf } from './proof.ts';

export type Finding =
  | { state: 'right' | 'off'; what: string }
  | { state: 'wrong'; what: string; remedy: string };

/** Does not throw. `patience`: ms for each answer. */
export async function examineRedis(redisUrl: string, patience: number): Promise<Finding[]> {
  const connect = await redisConnector(redisUrl);
  const client = connect({
    connectTimeout: patience,
    lazyConnect: true,
    // One that is still loading its data shall say so.
    enableReadyCheck: false,
    maxRetriesPerRequest: null,
    retryStrategy: () => null,
  });
  let trouble: Error | undefined;
  client.on('error', (error: Error) => {
    trouble ??= error;
  });
  const silence = () => t('no answer within {span} s', { span: patience / 1_000 });
  try {
    await within(patience, client.connect(), silence);
    const info = await within(
      patience,
      askedFor(() => client.call('INFO', 'server')),
      silence,
    );
    const policy = await within(
      patience,
      askedFor(() => client.config('GET', 'maxmemory-policy')),
      silence,
    );
    return [versionOf(info), policyOf(policy), jobOf(await proveQueue(client, undefined))];
  } catch (error) {
    return [unreachable(trouble ?? (error as Error))];
  } finally {
    client.disconnect();
  }
}

/** Undefined where the user may not ask. */
async function askedFor(ask: () => Promise<unknown>): Promise<unknown> {
  return ask().catch((error: Error) => {
    if (isRefusal(error)) return undefined;
    throw error;
  });
}

function versionOf(info: unknown): Finding {
  const version = /redis_version:([\d.]+)/.exec(String(info))?.[1];
  if (version === undefined)
    return {
      state: 'off',
      what: t('Redis: its version cannot be read here; it must be {oldest} or newer.', { oldest: OLDEST }),
    };
  if (version.localeCompare(OLDEST, 'en', { numeric: true }) >= 0)
    return { state: 'right', what: t('Redis: {version}.', { version }) };
  return {
    state: 'wrong',
    what: t('Redis: its version is {version}.', { version }),
    remedy: t('It must be {oldest} or newer.', { oldest: OLDEST }),
  };
}

function policyOf(reply: unknown): Finding {
  const policy = Array.isArray(reply) ? String(reply[1] ?? '') : '';
  if (policy === '')
    return {
      state: 'off',
      what: t('Redis: its maxmemory-policy cannot be read here; it must be noeviction.'),
    };
  if (policy === 'noeviction') return { state: 'right', what: t('Redis: maxmemory-policy is noeviction.') };
  return {
    state: 'wrong',
    what: t('Redis: maxmemory-policy is {policy}, so that jobs can vanish.', { policy }),
    remedy: t('Set `maxmemory-policy noeviction` in redis.conf and restart Redis.'),
  };
}

function jobOf(refused: Refused | undefined): Finding {
  if (!refused) return { state: 'right', what: t('Redis: a job went through the queue.') };
  const { reason, remedy } = refused;
  return { state: 'wrong', what: t('Redis: it {reason}.', { reason }), remedy };
}

function unreachable(error: Error & { code?: string }): Finding {
  const reason = error.message || error.code || error.name;
  const remedy = /NOAUTH|WRONGPASS/.test(reason)
    ? refusalOf(reason).remedy
    : t('Check that Redis runs, and host, port and password in REDIS_URL; rediss:// is for one with TLS.');
  return {
    state: 'wrong',
    what: t('Redis: no connection ({reason}).', { reason: reason.replace(/\.$/, '') }),
    remedy,
  };
}
