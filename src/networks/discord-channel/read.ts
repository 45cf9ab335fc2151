/** What stands in the channel for a message of ours. */
import { z } from 'zod';
import type { Reading } from '../live.ts';
import type { Published } from '../network.ts';
import type { DiscordClient } from './client.ts';
import { codeOf, UNKNOWN_MESSAGE } from './errors.ts';

const message = z.object({
  content: z.string(),
  attachments: z.array(z.object({ description: z.string().nullish() })),
});

export async function readMessage(client: DiscordClient, { id }: Published): Promise<Reading> {
  const [channel = '', number = ''] = id.split('/');
  try {
    return await client.call(false, async (rest) => {
      const { content, attachments } = message.parse(
        await rest.get(`/channels/${channel}/messages/${number}`),
      );
      const alts = attachments.map(({ description }) => description ?? '');
      return { text: content, pictures: attachments.length, alts };
    });
  } catch (error) {
    if (codeOf(error) === UNKNOWN_MESSAGE) return { gone: '' };
    throw error;
  }
}
