/**
 * A Discord message object, as its API and gateway give it, read into what the rules look at. Every place where text
 * stands is a part: the content, forwards with their embeds and files, polls, embeds, components, the name of a thread that was
 * opened with it, names of files.
 */
import type { z } from 'zod';
import {
  type attachmentObject,
  type embedObject,
  type inner,
  message,
  type pollObject,
} from './discord-schema.ts';
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
    ...read.sticker_items.map(({ name }, index) => ({
      ...{ name: `${prefix}sticker_items[${index}].name`, text: name, markup: false },
      origin: 'sticker' as const,
    })),
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
    ['provider.name', embed.provider.name, false],
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
    return COMPONENTS_WITHIN.has(key) ? componentParts(value, name, depth + 1) : [];
  });
}

const DEEPEST = 10;
const COMPONENTS_WITHIN = new Set(['components', 'component', 'accessory', 'items', 'options']);
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
