/** The instance's own limits, read from it and kept for an hour. */
import { z } from 'zod';
import type { Clock } from '../../kit/clock.ts';
import type { Limits } from '../network.ts';
import { countFor } from './count.ts';

export class InstanceLimits {
  private readonly clock: Clock;
  private readonly read: () => Promise<unknown>;
  private known: { limits: Limits; until: number } = { limits: { ...limitsOf({}), assumed: true }, until: 0 };

  /** `read` fetches `/api/v2/instance`. */
  constructor(clock: Clock, read: () => Promise<unknown>) {
    this.clock = clock;
    this.read = read;
  }

  /** While the instance is down: what it said last, or Mastodon's defaults. */
  async get(): Promise<Limits> {
    if (this.clock.now() < this.known.until) return this.known.limits;
    const limits = await this.read().then(limitsOf, () => this.known.limits);
    const fresh = limits !== this.known.limits;
    this.known = { limits, until: this.clock.now() + (fresh ? KEPT : KEPT_WHEN_DOWN) };
    return limits;
  }
}

const KEPT = 60 * 60 * 1000;
const KEPT_WHEN_DOWN = 60 * 1000;

function limitsOf(instance: unknown): Limits {
  const { statuses, media_attachments: media } = configurationOf(instance);
  const types = media.supported_mime_types.filter((type) => type.startsWith('image/'));
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
      contentTypes: types.length > 0 ? types : COMMON_TYPES,
      alt: media.description_limit,
    },
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

const count = z.number().int().positive();
const statusesSchema = z.object({
  max_characters: count.catch(500),
  max_media_attachments: count.catch(4),
  characters_reserved_per_url: count.catch(23),
});
const mediaSchema = z.object({
  supported_mime_types: z.array(z.string()).catch(COMMON_TYPES),
  image_size_limit: count.catch(16 * 1024 * 1024),
  description_limit: count.catch(1500),
});
const instanceSchema = z.object({
  configuration: z.object({ statuses: z.unknown(), media_attachments: z.unknown() }).partial().catch({}),
});

/** Other servers leave parts out; each missing part has Mastodon's own default. */
function configurationOf(instance: unknown) {
  const { configuration } = instanceSchema.parse(instance ?? {});
  return {
    statuses: statusesSchema.parse(configuration.statuses ?? {}),
    media_attachments: mediaSchema.parse(configuration.media_attachments ?? {}),
  };
}
