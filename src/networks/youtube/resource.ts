/** A video as YouTube has it: what is written of one, and what is read. */
import { z } from 'zod';
import type { Intent, Message, Published } from '../network.ts';
import { isYes, MADE_FOR_KIDS, PRIVACY, SYNTHETIC, TITLE, tagsIn } from './fields.ts';

/**
 * Private, whatever was approved: nobody sees it before it is done. Until then its tag is its intent's, so that whoever reads
 * the channel tells it from all others.
 */
export function insertedVideo(message: Message, category: string, intent: Intent): Record<string, unknown> {
  return {
    snippet: { ...words(message), categoryId: category, tags: [tagOf(intent)] },
    status: { privacyStatus: 'private', ...declared(message) },
  };
}

/** Both parts whole, as they were approved: what is left out would become what it is by default. */
export function shownVideo({ id, snippet, status }: Video, message: Message, privacy: string) {
  const { embeddable, license, publicStatsViewable } = status;
  return {
    id,
    snippet: { ...kept(snippet), ...words(message), tags: tagsIn(message) },
    status: {
      ...{ privacyStatus: privacy, ...declared(message) },
      ...(embeddable !== undefined && { embeddable }),
      ...(license !== undefined && { license }),
      ...(publicStatsViewable !== undefined && { publicStatsViewable }),
    },
  };
}

/** All of the snippet, with another description; the rest as it is there. */
export function correctedVideo({ id, snippet }: Video, description: string) {
  const { title, tags } = snippet;
  return { id, snippet: { ...kept(snippet), title, tags, description } };
}

/** In capitals or not: it is compared so. */
function tagOf({ key }: Pick<Intent, 'key'>): string {
  return `bellwether-${key}`;
}

/** Put up by that intent, and not shown by it yet. */
export function isOfIntent({ snippet: { tags } }: Video, intent: Pick<Intent, 'key'>): boolean {
  return tags.some((tag) => tag.toLowerCase() === tagOf(intent));
}

function words({ text, fields = {} }: Message) {
  return { title: fields[TITLE] ?? '', description: text };
}

function kept({ categoryId, defaultLanguage, defaultAudioLanguage }: Video['snippet']) {
  return {
    categoryId,
    ...(defaultLanguage !== undefined && { defaultLanguage }),
    ...(defaultAudioLanguage !== undefined && { defaultAudioLanguage }),
  };
}

export function wantedPrivacy({ fields = {} }: Message): string {
  return fields[PRIVACY] || 'private';
}

export function publishedOf(id: string): Published {
  return { id, url: `https://www.youtube.com/watch?v=${encodeURIComponent(id)}` };
}

function declared(message: Message) {
  return {
    selfDeclaredMadeForKids: isYes(message, MADE_FOR_KIDS),
    ...(isYes(message, SYNTHETIC) && { containsSyntheticMedia: true }),
  };
}

/** Their enums may grow. */
export const statusSchema = z.object({
  uploadStatus: z.string().default('uploaded'),
  privacyStatus: z.string(),
  failureReason: z.string().optional(),
  rejectionReason: z.string().optional(),
  embeddable: z.boolean().optional(),
  license: z.string().optional(),
  publicStatsViewable: z.boolean().optional(),
});
export type Status = z.infer<typeof statusSchema>;

export const snippetSchema = z.object({
  ...{ title: z.string(), description: z.string().default(''), categoryId: z.string() },
  tags: z.array(z.string()).default([]),
  defaultLanguage: z.string().optional(),
  defaultAudioLanguage: z.string().optional(),
});

const id = z.string().regex(/^[\w-]+$/);
export const takenSchema = z.object({ id });
export const videoSchema = z.object({ id, snippet: snippetSchema, status: statusSchema });
export type Video = z.infer<typeof videoSchema>;
export const correctedSchema = z.object({ id, snippet: snippetSchema });
/** No more than these are asked for at once. */
export const MOST_LISTED = 50;
export const listedSchema = z.object({ kind: z.string(), items: z.array(videoSchema).default([]) });
/** What becomes nothing, or is nothing any more. */
export const NO_VIDEO = ['failed', 'rejected', 'deleted'];
