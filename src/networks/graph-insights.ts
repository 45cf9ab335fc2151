/** What Meta's Graph APIs count of posts. */
import { z } from 'zod';
import type { Counts, CountsOf } from './counts.ts';
import type { GraphClient } from './graph.ts';
import { isGraphRefusal } from './graph-errors.ts';
import { checkListed } from './graph-read.ts';
import type { Published } from './network.ts';
import { oneByOne } from './one-by-one.ts';

export interface GraphCounting {
  client: GraphClient;
  /** The list that the posts stand in: `/me/threads`. */
  list: string;
  isMissing(error: unknown): boolean;
}

/** `countsOf`: of one post; undefined where nothing is told of it yet. */
export function graphCounts(
  { client, list, isMissing }: GraphCounting,
  published: readonly Published[],
  countsOf: (id: string) => Promise<Counts | undefined>,
): Promise<CountsOf> {
  return oneByOne(
    published.map(({ id }) => id),
    async (id) => {
      try {
        return await countsOf(id);
      } catch (error) {
        if (!isMissing(error)) throw error;
        await checkListed(client, list);
        return 'gone';
      }
    },
  );
}

/**
 * By the metrics' names, since the post went out. What was not counted yet, or is not counted of such a post, is absent: Meta
 * leaves it out, or answers an empty list, and neither is zero. One name that Meta has retired, or does not count of such a
 * post, fails all: then each is asked for by itself, and that one is left out.
 */
export async function insightsOf(
  client: GraphClient,
  id: string,
  metrics: readonly string[],
  period: Record<string, string> = {},
): Promise<Record<string, number>> {
  try {
    return await toldTogether(client, id, metrics, period);
  } catch (error) {
    if (metrics.length === 1 || !isOfMetric(error)) throw error;
    const told: Record<string, number> = {};
    for (const one of metrics)
      try {
        Object.assign(told, await toldTogether(client, id, [one], period));
      } catch (ofOne) {
        if (!isOfMetric(ofOne)) throw ofOne;
      }
    if (Object.keys(told).length === 0) throw error;
    return told;
  }
}

function isOfMetric(error: unknown): boolean {
  return isGraphRefusal(error, PARAMETER) && /metric/i.test(error.message);
}

async function toldTogether(
  client: GraphClient,
  id: string,
  metrics: readonly string[],
  period: Record<string, string>,
): Promise<Record<string, number>> {
  const { data } = await client.call({
    ...{ method: 'GET', path: `/${id}/insights`, fields: { metric: metrics.join(','), ...period } },
    result: z.object({ data: z.array(insight) }),
  });
  return Object.fromEntries(
    data.flatMap(({ name, values = [], total_value: total }) => {
      const value = total?.value ?? values.at(-1)?.value;
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** One of what was asked for is none. */
const PARAMETER = 100;

const told = z.object({ value: z.int().min(0).optional().catch(undefined) });
const insight = z.object({
  name: z.string(),
  values: z.array(told).optional().catch(undefined),
  total_value: told.optional().catch(undefined),
});
