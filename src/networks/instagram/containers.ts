/** Instagram's containers. */
import { z } from 'zod';
import type { Clock } from '../../kit/clock.ts';
import { t } from '../../kit/t.ts';
import type { Containers } from '../containers.ts';
import type { GraphClient } from '../graph.ts';
import { isGraphRefusal } from '../graph-errors.ts';
import { NetworkError } from '../network.ts';

export function containersOf(
  client: GraphClient,
  clock: Pick<Clock, 'now'>,
  user: () => Promise<string>,
): Containers {
  return {
    network: 'Instagram',
    now: () => clock.now(),
    async create(fields) {
      const path = `/${await user()}/media`;
      const result = z.object({ id: z.string().min(1) });
      try {
        return (await client.call({ method: 'POST', path, fields, result })).id;
      } catch (error) {
        throw isNotFetched(error) ? notFetched(error) : error;
      }
    },
    async stateOf(container) {
      const { status_code: status, status: words } = await client.call({
        ...{ method: 'GET', path: `/${container}`, fields: { fields: 'status_code,status' } },
        result: z.object({ status_code: z.string(), status: z.string().optional() }),
      });
      return { status, ...(words && { words }) };
    },
  };
}

/** Nothing was made; the picture may be had the next time. */
function isNotFetched(error: unknown): error is NetworkError {
  return isGraphRefusal(error, 9004) || isGraphRefusal(error, -2, 2_207_003);
}

function notFetched(error: NetworkError): NetworkError {
  return new NetworkError('unreachable', error.message, {
    remedy: t('See that BASE_URL is reached from the internet (`bellwether doctor` looks).'),
    cause: error.cause,
  });
}
