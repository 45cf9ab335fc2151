/** A post as X gives it back: links are short ones of its own, its pictures are a link at the end, some signs are escaped. */
import { z } from 'zod';

const linkSchema = z.object({
  url: z.string(),
  expanded_url: z.string().optional(),
  media_key: z.string().optional(),
});

export const shownSchema = z.object({
  id: z.string().regex(/^\d+$/),
  text: z.string(),
  entities: z
    .object({ urls: z.array(linkSchema).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  attachments: z
    .object({ media_keys: z.array(z.string()).nullish() })
    .optional()
    .catch(undefined),
  referenced_tweets: z
    .array(z.object({ type: z.string(), id: z.string() }))
    .optional()
    .catch(undefined),
});
export type Shown = z.infer<typeof shownSchema>;

/** What has to be asked for besides. */
export const SHOWN_FIELDS = 'attachments,entities,referenced_tweets';

/** As it was written. */
export function writtenIn({ text, entities }: Pick<Shown, 'text' | 'entities'>): string {
  const links = entities?.urls ?? [];
  const whole = links.reduce((read, { url, expanded_url: expanded = url, media_key: picture }) => {
    const isPicture = picture !== undefined || PICTURE.test(expanded);
    return read.replaceAll(url, isPicture ? '' : escaped(expanded));
  }, text);
  return unescaped(whole).trim();
}

export function repliesTo({ referenced_tweets: references = [] }: Shown): string | undefined {
  return references.find(({ type }) => type === 'replied_to')?.id;
}

export function picturesOf(post: Shown): number {
  return mediaOf(post).length - videosOf(post);
}

/** A key begins with the kind of its medium. */
export function videosOf(post: Shown): number {
  return mediaOf(post).filter((key) => /^(?:7|13)_/.test(key)).length;
}

function mediaOf({ attachments }: Shown): string[] {
  return attachments?.media_keys ?? [];
}

const PICTURE = /^https:\/\/(?:x|twitter)\.com\/\w+\/status\/\d+\/(?:photo|video)\/\d+$/;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
