/** What Instagram shows of a post. */
import { z } from 'zod';
import type { Live } from '../live.ts';

const described = z.object({ alt_text: z.string().default('') });
export const shownSchema = z.object({
  caption: z.string().default(''),
  media_type: z.string(),
  ...described.shape,
  /** Of an album. */
  children: z
    .object({ data: z.array(described) })
    .optional()
    .catch(undefined),
});
export const answerSchema = z.object({ text: z.string().default('') });
/** What is asked for of a post. */
export const SHOWN = 'caption,media_type,alt_text,children{alt_text}';

export function shownAs(post: z.infer<typeof shownSchema>): Live {
  const pictures = picturesIn(post);
  return {
    text: post.caption,
    ...(pictures && { pictures: pictures.length, alts: pictures.map((one) => one.alt_text) }),
  };
}

/** Undefined: it does not say. */
function picturesIn({
  media_type: kind,
  alt_text,
  children,
}: z.infer<typeof shownSchema>): { alt_text: string }[] | undefined {
  if (kind === 'VIDEO') return [];
  return kind === 'IMAGE' ? [{ alt_text }] : children?.data;
}
