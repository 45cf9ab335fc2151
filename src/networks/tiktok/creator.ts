/** Whose account it is, and what it may post now: to be asked before each post. */
import { z } from 'zod';
import type { Clock } from '../../kit/clock.ts';
import type { FieldChoice } from '../../posts/fields.ts';
import type { Granter } from '../grant.ts';
import type { TikTokClient } from './client.ts';
import { privacyLabel } from './fields.ts';

const creatorSchema = z.object({
  creator_username: z.string().min(1),
  privacy_level_options: z.array(z.string()),
  comment_disabled: z.boolean().default(false),
  duet_disabled: z.boolean().default(false),
  stitch_disabled: z.boolean().default(false),
  max_video_post_duration_sec: z.number().positive().optional(),
});
export type Creator = z.infer<typeof creatorSchema>;

/** Throws `NetworkError`. */
export function creatorOf(client: TikTokClient): Promise<Creator> {
  const path = '/v2/post/publish/creator_info/query/';
  return client.ask({ path, json: {}, data: creatorSchema });
}

/** What forms and checks ask for within a short while is asked once: TikTok answers twenty times a minute. */
export class Creators {
  private readonly client: TikTokClient;
  private readonly clock: Pick<Clock, 'now'>;
  private known?: { token: string; at: number; told: Promise<Creator> };

  constructor(client: TikTokClient, clock: Pick<Clock, 'now'>) {
    this.client = client;
    this.clock = clock;
  }

  /** Throws `NetworkError`; then it is asked again the next time. */
  async get(): Promise<Creator> {
    const token = await this.client.token();
    const now = this.clock.now();
    if (this.known?.token !== token || Math.abs(now - this.known.at) >= KEPT)
      this.known = { token, at: now, told: creatorOf(this.client) };
    const { known } = this;
    try {
      return await known.told;
    } catch (error) {
      if (this.known === known) delete this.known;
      throw error;
    }
  }
}

export function privaciesOf({ privacy_level_options: options }: Creator): FieldChoice[] {
  return options.map((value) => ({ value, label: privacyLabel(value) }));
}

/** Throws `NetworkError`. */
export async function granterOf(client: TikTokClient): Promise<Granter> {
  const user = z.object({ open_id: z.string().min(1), display_name: z.string() });
  const path = '/v2/user/info/?fields=open_id,display_name';
  const told = await client.ask({ path, data: z.object({ user }) });
  return { id: told.user.open_id, name: told.user.display_name || told.user.open_id };
}

/** Ms. */
const KEPT = 30_000;
