/** Pictures: given to the page without being shown, each once per delivery, then named by the post. */
import { z } from 'zod';
import type { GraphClient } from '../graph.ts';
import type { Image, Intent, Marks, Outside } from '../network.ts';

export interface Giving {
  client: GraphClient;
  outside: Outside;
  page: string;
  intent: Intent;
  keep(marks: Marks): Promise<void>;
}

/** Their ids, in the pictures' order. Kept as marks, so that another try does not give them again. */
export async function givePhotos(giving: Giving, images: Image[]): Promise<string[]> {
  const { intent, keep, outside } = giving;
  const now = outside.clock.now();
  const isFresh = now - Number(intent.marks[SINCE] ?? now) < PHOTO_LASTS;
  // Left out, an old one would stay beside the new ones: what is kept is added to what was.
  let marks = isFresh
    ? intent.marks
    : Object.fromEntries(Object.keys(intent.marks).map((mark) => [mark, '']));
  const ids: string[] = [];
  for (const [index, image] of images.entries()) {
    const mark = markOf(index);
    const id = marks[mark] || (await give(giving, image));
    if (!marks[mark]) {
      marks = { ...marks, [mark]: id, [SINCE]: marks[SINCE] || String(now) };
      await keep(marks);
    }
    ids.push(id);
  }
  return ids;
}

export function markOf(index: number): string {
  return `photo_${index + 1}`;
}

async function give({ client, page }: Giving, image: Image): Promise<string> {
  const { id } = await client.call({
    ...{ method: 'POST', path: `/${page}/photos` },
    fields: { published: 'false', ...(image.alt && { alt_text_custom: image.alt }) },
    file: { name: 'source', bytes: image.bytes, type: image.contentType },
    result: z.object({ id: z.string().min(1) }),
  });
  return id;
}

const SINCE = 'photos_at';
/** Ms: Facebook keeps an unpublished photo for a day. */
const PHOTO_LASTS = 20 * 3_600_000;
