/** A video as YouTube has it: what is written of one, and what is read. */
import { z } from 'zod';
import type { Message, Published } from '../network.ts';
import { isYes, MADE_FOR_KIDS, PRIVACY, SYNTHETIC, TITLE, tagsIn } from './fields.ts';

/** Private, whatever was approved: nobody sees it before it is done. */
export function insertedVideo(message: Message, category: string): Record<string, unknown> {
  const { text, fields = {} } = message;
  const tags = tagsIn(message);
  return {
    snippet: {
      ...{ title: fields[TITLE] ?? '', description: text, categoryId: category },
      ...(tags.length > 0 && { tags }),
    },
    status: { privacyStatus: 'private', ...declared(message) },
  };
}

/** The whole part: what is left out would become what it is by default. */
export function updatedVideo(id: string, status: Status, message: Message): Record<string, unknown> {
  const { embeddable, license, publicStatsViewable } = status;
  return {
    id,
    status: {
      ...{ privacyStatus: wantedPrivacy(message), ...declared(message) },
      ...(embeddable !== undefined && { embeddable }),
      ...(license !== undefined && { license }),
      ...(publicStatsViewable !== undefined && { publicStatsViewable }),
    },
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

const id = z.string().regex(/^[\w-]+$/);
export const videoSchema = z.object({ id });
export const writtenSchema = z.object({ id, status: statusSchema });
export const listedSchema = z.object({ kind: z.string(), items: z.array(writtenSchema).default([]) });
