/** What Reddit shows of a post, and whether somebody took it down. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { Reading } from '../live.ts';
import type { Published } from '../network.ts';
import type { RedditClient } from './client.ts';
import { LINK, TITLE } from './fields.ts';

const post = z.object({
  name: z.string(),
  ...{ title: z.string(), selftext: z.string().default(''), url: z.string().default('') },
  ...{ is_self: z.boolean().default(true), author: z.string().optional() },
  is_video: z.boolean().default(false),
  removed_by_category: z.string().nullish(),
});
const answer = z.object({ data: z.object({ children: z.array(z.object({ data: post })) }) });

export async function readPost(client: RedditClient, { id }: Published): Promise<Reading> {
  const { data } = await client.call({ path: `/api/info?id=${encodeURIComponent(id)}`, answer });
  const found = data.children.map((child) => child.data).find(({ name }) => name === id);
  if (!found || found.author === '[deleted]') return { gone: '' };
  if (found.removed_by_category) return { gone: takenDown(found.removed_by_category) };
  const { title, selftext, url, is_self, is_video } = found;
  if (is_video) return { fields: { [TITLE]: title } };
  // Of a link post the text is not told everywhere.
  return is_self
    ? { text: selftext, fields: { [TITLE]: title } }
    : { fields: { [TITLE]: title, [LINK]: url } };
}

/** `by`: who, as Reddit calls them (`removed_by_category`). */
function takenDown(by: string): string {
  return REASONS[by] ?? t('it was taken down there ("{by}")', { by });
}

const REASONS: Record<string, string> = {
  moderator: t('moderators took it down'),
  automod_filtered: t("the community's filter took it down"),
  reddit: t('Reddit took it down'),
  anti_evil_ops: t('Reddit took it down'),
  content_takedown: t('Reddit took it down'),
  copyright_takedown: t('it was taken down for copyright'),
  author: t('it was deleted there'),
  deleted: t('it was deleted there'),
};
