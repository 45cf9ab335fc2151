/** The communities that the account is in, and what a community asks of posts. */
import { z } from 'zod';
import { cut } from '../../kit/storable.ts';
import type { FieldChoice } from '../../posts/fields.ts';
import type { RedditClient } from './client.ts';

const listing = z.object({
  data: z.object({
    after: z.string().nullish(),
    children: z.array(z.object({ data: z.object({ display_name: z.string().min(1) }) })),
  }),
});

/** Throws `NetworkError`. */
export async function communitiesOf(client: RedditClient): Promise<FieldChoice[]> {
  const found: FieldChoice[] = [];
  let after: string | null | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ limit: '100', ...(after && { after }) });
    const { data } = await client.call({ path: `/subreddits/mine/subscriber?${query}`, answer: listing });
    for (const { data: one } of data.children)
      found.push({ value: one.display_name, label: `r/${one.display_name}` });
    after = data.after;
    if (!after) break;
  }
  return found;
}

const flairs = z.array(
  z.object({ id: z.string().min(1), text: z.string().default(''), mod_only: z.boolean().optional() }),
);

/** Of a community without flairs Reddit says that they are forbidden. */
export async function flairsOf(client: RedditClient, community: string): Promise<FieldChoice[]> {
  const path = `/r/${encodeURIComponent(community)}/api/link_flair_v2`;
  const told = await client.call({ path, answer: flairs });
  return told
    .filter(({ mod_only }) => !mod_only)
    .map(({ id, text }) => ({ value: id, label: cut(text, 64) || id }));
}

const MOST_PAGES = 10;
