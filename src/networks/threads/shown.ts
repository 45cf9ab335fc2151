/** What Threads shows of a post. */
import { z } from 'zod';
import type { Live } from '../live.ts';

export const shownSchema = z.object({
  text: z.string().default(''),
  media_type: z.string().optional(),
  alt_text: z.string().default(''),
  /** Of an album; of each its number alone. */
  children: z
    .object({ data: z.array(z.unknown()) })
    .optional()
    .catch(undefined),
});
/** What is asked for. */
export const SHOWN = 'text,media_type,alt_text,children';

export function shownAs({ text, media_type: kind, alt_text, children }: z.infer<typeof shownSchema>): Live {
  if (kind === 'TEXT_POST' || kind === 'VIDEO') return { text, pictures: 0 };
  if (kind === 'IMAGE') return { text, pictures: 1, alts: [alt_text] };
  return { text, ...(kind === 'CAROUSEL_ALBUM' && children && { pictures: children.data.length }) };
}
