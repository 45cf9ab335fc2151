/** What stands in the account's repository for a post. */
import { z } from 'zod';
import type { Given, Reading } from '../live.ts';
import type { Published } from '../network.ts';
import { isMissingRecord } from './errors.ts';
import { COLLECTION } from './record.ts';
import type { BlueskySession } from './session.ts';

export function readRecord(session: BlueskySession, { id }: Published, given: Given): Promise<Reading> {
  return session.run(false, async (agent, { did }) => {
    try {
      const place = { repo: did, collection: COLLECTION, rkey: id.slice(id.lastIndexOf('/') + 1) };
      const { data } = await agent.com.atproto.repo.getRecord(place);
      const { text, embed } = record.parse(data.value);
      const { images = [], video, alt = '', external } = embed ?? {};
      return {
        ...{ text, pictures: images.length, alts: images.map(({ alt }) => alt) },
        ...(given.video && { video: video ? { alt } : null }),
        ...(external && { card: { title: external.title } }),
      };
    } catch (error) {
      if (isMissingRecord(error)) return { gone: '' };
      throw error;
    }
  });
}

const record = z.object({
  text: z.string(),
  embed: z
    .object({
      images: z.array(z.object({ alt: z.string().default('') })).optional(),
      /** What follows is of it. */
      video: z.object({}).optional(),
      alt: z.string().optional(),
      external: z.object({ title: z.string().default('') }).optional(),
    })
    .optional()
    .catch(undefined),
});
