/** What Pinterest counts of Pins: how often they were saved in the last 90 days, and what people said of them. */
import { z } from 'zod';
import { type Counts, type CountsOf, toldOnly } from '../counts.ts';
import type { Published } from '../network.ts';
import { oneByOne } from '../one-by-one.ts';
import type { PinterestClient } from './client.ts';
import { isMissing } from './errors.ts';

/** `now`: epoch ms. */
export function countsOn(
  client: PinterestClient,
  published: readonly Published[],
  now: number,
): Promise<CountsOf> {
  return oneByOne(
    published.map(({ id }) => id),
    (id) => countsOf(client, id, now),
  );
}

async function countsOf(client: PinterestClient, id: string, now: number): Promise<Counts | 'gone'> {
  const query = new URLSearchParams({
    start_date: day(now - SPAN),
    end_date: day(now),
    metric_types: 'SAVE,TOTAL_COMMENTS,TOTAL_REACTIONS',
  });
  try {
    const path = `/pins/${encodeURIComponent(id)}/analytics?${query}`;
    const { all } = await client.call({ method: 'GET', status: 200, path, answer: analytics });
    const { summary_metrics: summed = {}, lifetime_metrics: ever = {} } = all ?? {};
    return toldOnly({
      ...{ reposts: summed.SAVE ?? ever.SAVE },
      ...{ replies: ever.TOTAL_COMMENTS, reactions: ever.TOTAL_REACTIONS },
    });
  } catch (error) {
    if (isMissing(error)) return 'gone';
    throw error;
  }
}

function day(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** Ms: Pinterest tells of 90 days. */
const SPAN = 89 * 24 * 3_600_000;

const counts = z.record(z.string(), z.number().nullish().catch(undefined)).optional().catch(undefined);
const analytics = z.object({
  all: z.object({ summary_metrics: counts, lifetime_metrics: counts }).optional(),
});
