/** What Bellwether reads from Discord's answers, checked at the door; the rest is dropped. */
import { z } from 'zod';

const media = z.object({ url: z.string(), attachment_id: z.string().optional() });
const child = z.object({
  id: z.number().optional(),
  items: z.array(z.object({ media })).optional(),
  file: media.optional(),
});

export const messageSchema = z.object({
  id: z.string(),
  channel_id: z.string(),
  author: z.object({ id: z.string() }),
  attachments: z.array(z.object({ id: z.string(), filename: z.string() })).default([]),
  components: z
    .array(z.object({ id: z.number().optional(), components: z.array(child).optional() }))
    .default([]),
});

export type Message = z.infer<typeof messageSchema>;

export const channelSchema = z.object({ id: z.string(), guild_id: z.string().optional() });

export const accountSchema = z.object({
  username: z.string(),
  global_name: z.string().nullish(),
  avatar: z.string().nullish(),
});

export const memberSchema = z.object({
  nick: z.string().nullish(),
  roles: z.array(z.string()),
  avatar: z.string().nullish(),
  user: accountSchema,
});

export const idSchema = z.object({ id: z.string() });

/** The files that stand with a message, by name: those shown by a component are listed there alone. */
export function filesIn(message: Message): Map<string, string> {
  const shown = message.components
    .flatMap((component) => component.components ?? [])
    .flatMap((inner) => [
      ...(inner.items ?? []).map((item) => item.media),
      ...(inner.file ? [inner.file] : []),
    ])
    .flatMap(({ url, attachment_id: id }) => (id ? [[fileName(url), id] as const] : []));
  return new Map([...message.attachments.map(({ id, filename }) => [filename, id] as const), ...shown]);
}

function fileName(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
}
