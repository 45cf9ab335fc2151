/** As much of Mastodon's entities as is read (docs.joinmastodon.org/entities), as other servers that speak its API have it. */
import { z } from 'zod';

/** Mastodon's are strings; a server that has numbers means the same. */
export const id = z.union([z.string().regex(/\S/), z.number().transform(String)]);
const instant = z.string().refine((value) => !Number.isNaN(Date.parse(value)));

export const statusSchema = z.object({
  id,
  url: z.string().nullish(),
  uri: z.string(),
  created_at: instant,
  in_reply_to_id: id.nullish(),
  /** HTML. */
  content: z.string().nullish(),
  /** `type`: of a video without sound, as of a GIF, it is `gifv`. */
  media_attachments: z.array(
    z.object({ id, type: z.string().catch('unknown'), description: z.string().nullish() }),
  ),
  application: z.object({ name: z.string().nullish() }).nullish(),
  sensitive: z.boolean().catch(false),
  spoiler_text: z.string().catch(''),
  language: z.string().nullish(),
});
export type Status = z.infer<typeof statusSchema>;

/** `text`: as it was written, not as it is shown. */
export const sourceSchema = z.object({ text: z.string() });

/** `url`: null while it is worked on. */
export const mediaSchema = z.object({ id, url: z.string().nullish() });
export type Media = z.infer<typeof mediaSchema>;

export const credentialsSchema = z.object({ id, username: z.string(), url: z.string() });
export type Credentials = z.infer<typeof credentialsSchema>;

export const applicationSchema = z.object({ name: z.string() });
