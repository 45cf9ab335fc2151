/**
 * A Discord message object, as its API and gateway give it, read into what the rules look at. Every place where text
 * stands is a part: the content, forwards with their embeds and files, polls, embeds, components, the name of a thread that was
 * opened with it, names of files. https://discord.com/developers/docs/resources/message#message-object
 */
import { z } from 'zod';
import type { Attachment, Message, Part } from './message.ts';

/** Throws `ZodError` where it is no message. Unknown keys are left out. */
export function readDiscordMessage(value: unknown, before?: number): Message {
  const read = message.parse(value);
  const { author, member, mentions, thread } = read;
  const parts = [...partsOf(read, ''), ...pollParts(read.poll, ''), ...threadParts(read)];
  const attachments = [
    ...attachmentsOf(read.attachments, ''),
    ...read.message_snapshots.flatMap(({ message: inner }, index) =>
      attachmentsOf(inner.attachments, `message_snapshots[${index}].`),
    ),
  ];
  // Whoever installed the app for themselves is the one who speaks through it.
  const actor = read.interaction_metadata?.user ?? author;
  const repliedTo = read.referenced_message?.author?.id;
  const named = read.content;
  return {
    id: read.id,
    channel: { id: read.channel_id, ...(thread?.parent_id ? { parent: thread.parent_id } : {}) },
    author: { id: actor.id, ...(actor.username ? { name: actor.username } : {}), roles: member.roles },
    at: timeOf(read) ?? before ?? 0,
    parts,
    attachments,
    pings: {
      // An answer notifies its addressee; nobody was named by that.
      users: mentions.map(({ id }) => id).filter((id) => id !== repliedTo || named.includes(id)),
      roles: read.mention_roles,
      everyone: read.mention_everyone,
    },
  };
}

const DISCORD_EPOCH = 1_420_070_400_000;

/** By the stamp of its last edit, of itself, or by its id, which tells when it was made. */
function timeOf({ edited_timestamp, timestamp, id }: z.output<typeof message>): number | undefined {
  for (const stamp of [timestamp, edited_timestamp]) {
    const at = stamp ? Date.parse(stamp) : Number.NaN;
    if (Number.isFinite(at)) return at;
  }
  return /^\d{15,20}$/.test(id) ? Number(BigInt(id) >> 22n) + DISCORD_EPOCH : undefined;
}

type Inner = z.output<typeof inner>;

function partsOf(
  read: Inner & { message_snapshots?: { message: Inner }[]; webhook_id?: unknown; author?: { bot: boolean } },
  prefix: string,
): Part[] {
  // What a link's own page says about itself is shown as an embed; apps write embeds themselves.
  const isPreview = read.content.includes('://') && !read.webhook_id && !read.author?.bot;
  return [
    { name: `${prefix}content`, text: read.content, markup: true },
    ...read.embeds.flatMap((one, index) => embedParts(one, `${prefix}embeds[${index}].`, isPreview)),
    ...componentParts(read.components, `${prefix}components`),
    ...read.attachments.flatMap((one, index) => filePart(one, `${prefix}attachments[${index}].`)),
    ...(read.message_snapshots ?? []).flatMap(({ message: forwarded }, index) => {
      const path = `${prefix}message_snapshots[${index}].`;
      return [...partsOf(forwarded, path), ...pollParts(forwarded.poll, path)];
    }),
  ].filter(({ text }) => text !== '');
}

function embedParts(embed: z.output<typeof embedObject>, prefix: string, isPreview: boolean): Part[] {
  const texts: [string, string, boolean][] = [
    ['title', embed.title, true],
    ['description', embed.description, true],
    ...embed.fields.flatMap(({ name, value }, index): [string, string, boolean][] => [
      [`fields[${index}].name`, name, true],
      [`fields[${index}].value`, value, true],
    ]),
    ['footer.text', embed.footer.text, false],
    ['author.name', embed.author.name, false],
    ['url', embed.url, false],
    ['author.url', embed.author.url, false],
  ];
  return texts.map(([name, words, markup]) => ({
    name: `${prefix}${name}`,
    text: words,
    markup,
    ...(isPreview && { origin: 'preview' as const }),
  }));
}

/** Texts, labels and addresses of components, however they are nested. */
function componentParts(components: unknown, path: string, depth = 0): Part[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(components))
    return components.flatMap((one, index) => componentParts(one, `${path}[${index}]`, depth + 1));
  if (typeof components !== 'object' || components === null) return [];
  return Object.entries(components).flatMap(([key, value]): Part[] => {
    const name = `${path}.${key}`;
    if (typeof value === 'string')
      return COMPONENT_TEXTS.has(key) ? [{ name, text: value, markup: key === 'content' }] : [];
    return key === 'components' || key === 'accessory' || key === 'items'
      ? componentParts(value, name, depth + 1)
      : [];
  });
}

const DEEPEST = 10;
const COMPONENT_TEXTS = new Set(['content', 'label', 'placeholder', 'description', 'url']);

function pollParts(poll: z.output<typeof pollObject> | undefined, prefix: string): Part[] {
  if (!poll) return [];
  return [
    { name: `${prefix}poll.question`, text: poll.question.text, markup: false },
    ...poll.answers.map(({ poll_media: { text } }, index) => ({
      name: `${prefix}poll.answers[${index}]`,
      text,
      markup: false,
    })),
  ].filter(({ text }) => text !== '');
}

function threadParts({ thread, name }: z.output<typeof message>): Part[] {
  return [
    { name: 'thread.name', text: thread?.name ?? '', markup: false },
    // A thread or a post in a forum, given as a channel object.
    { name: 'name', text: name, markup: false },
  ].filter(({ text }) => text !== '');
}

function filePart(
  { filename, title, description }: z.output<typeof attachmentObject>,
  prefix: string,
): Part[] {
  return [
    { name: `${prefix}filename`, text: filename, markup: false, origin: 'file' },
    { name: `${prefix}title`, text: title, markup: false, origin: 'file' },
    { name: `${prefix}description`, text: description, markup: false },
  ];
}

function attachmentsOf(list: z.output<typeof attachmentObject>[], prefix: string): Attachment[] {
  return list.map(({ filename, size }, index) => ({
    part: `${prefix}attachments[${index}]`,
    name: filename,
    size,
  }));
}

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

const embedObject = z.object({
  title: text,
  description: text,
  url: text,
  fields: list(z.object({ name: text, value: text })),
  footer: named,
  author: named,
});

const attachmentObject = z.object({
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

const pollObject = z.object({
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

const inner = z.object({
  content: text,
  embeds: list(embedObject),
  components: z.unknown().optional(),
  attachments: list(attachmentObject),
  poll: pollObject.nullish().transform((value) => value ?? undefined),
});

const user = z.object({
  id,
  username: text,
  bot: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
});

const message = inner.extend({
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
