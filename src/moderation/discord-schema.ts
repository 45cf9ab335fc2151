/**
 * What of a Discord message object is read, as its API and gateway give it; the rest is left out.
 * https://discord.com/developers/docs/resources/message#message-object
 */
import { z } from 'zod';

/** Ids are strings; small ones in tests and examples may be numbers. */
const id = z.union([z.string().min(1), z.int().transform(String)], { error: 'must be an id' });

/** Text that may be absent or null. */
const text = z
  .string({ error: 'must be text' })
  .nullish()
  .transform((value) => value ?? '');

function list<T extends z.ZodType>(item: T) {
  return z
    .array(item, { error: 'must be a list' })
    .nullish()
    .transform((value) => value ?? []);
}

const named = z
  .object({ name: text, text, url: text })
  .nullish()
  .transform((value) => value ?? { name: '', text: '', url: '' });

export const embedObject = z.object({
  title: text,
  description: text,
  url: text,
  fields: list(z.object({ name: text, value: text })),
  footer: named,
  author: named,
  provider: named,
});

export const attachmentObject = z.object({
  filename: text,
  title: text,
  description: text,
  size: z
    .number()
    .nullish()
    .transform((value) => value ?? undefined),
});

const media = z
  .object({ text })
  .nullish()
  .transform((value) => value ?? { text: '' });

export const pollObject = z.object({
  question: z
    .union([z.string().transform((words) => ({ text: words })), z.object({ text })])
    .nullish()
    .transform((value) => value ?? { text: '' }),
  answers: list(
    z.union([
      z.string().transform((words) => ({ poll_media: { text: words } })),
      z.object({ poll_media: media, text }).transform(({ poll_media, text: words }) => ({
        poll_media: { text: poll_media.text || words },
      })),
    ]),
  ),
});

export const inner = z.object({
  content: text,
  embeds: list(embedObject),
  components: z.unknown().optional(),
  attachments: list(attachmentObject),
  poll: pollObject.nullish().transform((value) => value ?? undefined),
  sticker_items: list(z.object({ name: text })),
});

const user = z.object({
  id,
  username: text,
  bot: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
});

export const message = inner.extend({
  id,
  channel_id: id.nullish().transform((value) => value ?? ''),
  author: user.nullish().transform((value) => value ?? { id: '', username: '', bot: false }),
  member: z
    .object({ roles: list(id) })
    .nullish()
    .transform((value) => value ?? { roles: [] }),
  webhook_id: id.nullish(),
  timestamp: z.string().nullish(),
  edited_timestamp: z.string().nullish(),
  mentions: list(z.union([user, id.transform((one) => ({ id: one, username: '', bot: false }))])),
  mention_roles: list(id),
  mention_everyone: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  message_snapshots: list(z.object({ message: inner })),
  thread: z
    .object({ name: text, parent_id: id.nullish() })
    .nullish()
    .transform((value) => value ?? undefined),
  name: text,
  referenced_message: z.object({ author: z.object({ id }).nullish() }).nullish(),
  interaction_metadata: z.object({ user: user.nullish() }).nullish(),
});
