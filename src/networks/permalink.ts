/** Where a post stands that Meta just published. */
import { z } from 'zod';
import type { Log } from '../kit/log.ts';
import type { GraphClient } from './graph.ts';
import { isGraphRefusal } from './graph-errors.ts';

/**
 * Right after publishing a read may say that there is no such post. It is live, with its address or without: undefined where
 * it is not told.
 */
export async function permalinkOf(
  { client, log, field = 'permalink' }: { client: GraphClient; log: Log; field?: string },
  id: string,
): Promise<string | undefined> {
  for (let tries = 1; ; tries += 1) {
    try {
      const found = await client.call({
        ...{ method: 'GET', path: `/${id}`, fields: { fields: field } },
        result: z.object({ [field]: z.url() }),
      });
      return found[field];
    } catch (error) {
      if (tries < MOST_READS && isGraphRefusal(error, 100, GONE)) continue;
      log.info({ err: error, network: client.network, post: id }, 'the address of a post was not told');
      return undefined;
    }
  }
}

const GONE = 33;
const MOST_READS = 3;
