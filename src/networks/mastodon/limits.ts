/** The instance's own limits, as it tells them. */
import { z } from 'zod';
import type { Limits } from '../network.ts';
import { countFor } from './count.ts';

/** `instance`: what `/api/v2/instance` answers, or its older form. */
export function limitsOf(instance: unknown): Limits {
  const { statuses, media_attachments: media } = configurationOf(instance);
  const told = media.supported_mime_types;
  const types = told.filter((type) => type.startsWith('image/'));
  const films = told.length === 0 ? [MP4] : told.filter((type) => type.startsWith('video/'));
  return {
    text: [
      {
        unit: 'characters',
        most: statuses.max_characters,
        count: countFor(statuses.characters_reserved_per_url),
      },
    ],
    images: {
      most: statuses.max_media_attachments,
      bytes: media.image_size_limit,
      pixels: media.image_matrix_limit,
      contentTypes: types.length > 0 ? types : COMMON_TYPES,
      alt: media.description_limit,
    },
    ...(films.length > 0 && {
      video: {
        bytes: media.video_size_limit,
        pixels: media.video_matrix_limit,
        contentTypes: films,
        alt: media.description_limit,
      },
    }),
    textOptional: true,
    quota: QUOTA,
  };
}

/** Mastodon's own throttles (config/initializers/rack_attack.rb); an instance does not tell its own. */
const QUOTA: Limits['quota'] = [
  { most: 300, of: 'posts', per: 300_000 },
  { most: 30, of: 'pictures', per: 1_800_000 },
];

const COMMON_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];
const MP4 = 'video/mp4';

const count = z.number().int().positive();
const statusesSchema = z.object({
  max_characters: count.catch(500),
  max_media_attachments: count.catch(4),
  characters_reserved_per_url: count.catch(23),
});
const mediaSchema = z.object({
  /** None: it does not say. */
  supported_mime_types: z.array(z.string()).catch([]),
  image_size_limit: count.catch(16 * 1024 * 1024),
  image_matrix_limit: count.optional().catch(undefined),
  // 99 MiB; more than so many frames a second (`video_frame_rate_limit`) is for the instance to refuse.
  video_size_limit: count.catch(103_809_024),
  video_matrix_limit: count.optional().catch(undefined),
  description_limit: count.catch(1500),
});
const part = z.record(z.string(), z.unknown()).catch({});
const instanceSchema = z.object({
  configuration: z.object({ statuses: part, media_attachments: part }).partial().catch({}),
  // Of servers that tell their limits beside the configuration, or had them before there was one.
  max_toot_chars: count.optional().catch(undefined),
  max_media_attachments: count.optional().catch(undefined),
  upload_limit: count.optional().catch(undefined),
  description_limit: count.optional().catch(undefined),
});

/** Other servers leave parts out; each missing part has Mastodon's own default. */
function configurationOf(instance: unknown) {
  const told = instanceSchema.catch({ configuration: {} }).parse(instance ?? {});
  const { statuses, media_attachments: media } = told.configuration;
  const others = {
    statuses: { max_characters: told.max_toot_chars, max_media_attachments: told.max_media_attachments },
    media: {
      ...{ image_size_limit: told.upload_limit, video_size_limit: told.upload_limit },
      description_limit: told.description_limit,
    },
  };
  return {
    statuses: statusesSchema.parse({ ...others.statuses, ...statuses }),
    media_attachments: mediaSchema.parse({ ...others.media, ...media }),
  };
}
