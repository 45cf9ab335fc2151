/** Lists of Meta's Graph APIs, page by page. */
import { z } from 'zod';
import type { GraphClient } from './graph.ts';

export interface GraphPage {
  entries: unknown[];
  isLast: boolean;
}

/** `path`: `/me/mentions`. As many pages as are asked for. Throws `NetworkError`. */
export async function* pagesOf(
  client: GraphClient,
  path: string,
  fields: Record<string, string>,
): AsyncGenerator<GraphPage> {
  let after: string | undefined;
  do {
    const { data, paging } = await client.call({
      ...{ method: 'GET', path, fields: { ...fields, ...(after !== undefined && { after }) } },
      result: pageSchema,
    });
    after = data.length > 0 ? paging?.cursors?.after : undefined;
    yield { entries: data, isLast: after === undefined };
  } while (after !== undefined);
}

const pageSchema = z.object({
  data: z.array(z.unknown()),
  paging: z.object({ cursors: z.object({ after: z.string().optional() }).optional() }).optional(),
});
