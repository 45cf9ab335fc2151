/** What stands in the account's repository for a post. */
import { z } from 'zod';
import type { Reading } from '../live.ts';
import type { Published } from '../network.ts';
import { isMissingRecord } from './errors.ts';
import { COLLECTION } from './record.ts';
import type { BlueskySession } from './session.ts';

export function readRecord(session: BlueskySession, { id }: Published): Promise<Reading> {
  return session.run(false, async (agent, { did }) => {
    try {
      const place = { repo: did, collection: COLLECTION, rkey: id.slice(id.lastIndexOf('/') + 1) };
      const { data } = await agent.com.atproto.repo.getRecord(place);
      const { text, embed } = record.parse(data.value);
      return { text, pictures: embed?.images?.length ?? 0 };
    } catch (error) {
      if (isMissingRecord(error)) return { gone: '' };
      throw error;
    }
  });
}

const record = z.object({
  text: z.string(),
  embed: z
    .object({ images: z.array(z.unknown()).optional() })
    .optional()
    .catch(undefined),
});
