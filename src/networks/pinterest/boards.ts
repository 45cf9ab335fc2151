/** The boards that there are to choose from. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { FieldChoice } from '../../posts/fields.ts';
import type { PinterestClient } from './client.ts';

/** All of them, as Pinterest orders them. Throws `NetworkError`. */
export async function boardsOf(client: PinterestClient): Promise<FieldChoice[]> {
  const boards: FieldChoice[] = [];
  let bookmark: string | null | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ page_size: String(PAGE), ...(bookmark && { bookmark }) });
    const told = await client.call({
      method: 'GET',
      status: 200,
      path: `/boards?${query}`,
      answer: pageSchema,
    });
    // Those for advertisements take no other Pins.
    boards.push(...told.items.filter(({ is_ads_only }) => !is_ads_only).map(choiceOf));
    bookmark = told.bookmark;
    if (!bookmark) break;
  }
  return boards;
}

function choiceOf({ id, name, privacy }: z.infer<typeof boardSchema>): FieldChoice {
  const isOpen = privacy === undefined || privacy === 'PUBLIC';
  return { value: id, label: isOpen ? name : t('{name} (not public)', { name }) };
}

const boardSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  privacy: z.string().optional(),
  is_ads_only: z.boolean().optional(),
});
const pageSchema = z.object({ items: z.array(boardSchema), bookmark: z.string().nullish() });

const PAGE = 250;
const MOST_PAGES = 20;
