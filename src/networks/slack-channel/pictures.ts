/** The pictures of a message that stands in the channel, as an edit names them again: what it leaves out is taken away. */
import type { ImageBlock } from '@slack/web-api';
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { goneError } from '../http.ts';
import { NetworkError } from '../network.ts';
import type { SlackClient } from './client.ts';

/** `count`: how many it went out with. Throws `NetworkError` when the message, or one of them, is not there. */
export async function picturesIn(
  client: SlackClient,
  { channel, ts }: { channel: string; ts: string },
  count: number,
): Promise<ImageBlock[]> {
  if (count === 0) return [];
  const span = { channel, oldest: ts, latest: ts, inclusive: true, limit: 1 };
  const { messages } = await client.call(false, async (slack) =>
    pageSchema.parse(await slack.conversations.history(span)),
  );
  const [message] = messages;
  if (message?.ts !== ts) throw goneError('Slack');
  const pictures = message.blocks.flatMap((block) => pictureSchema.safeParse(block).data ?? []);
  if (pictures.length !== count)
    throw new NetworkError(
      'refused',
      t('Slack does not tell the pictures of the message; nothing was changed.'),
      {
        remedy: t('Delete it there and post it anew.'),
      },
    );
  return pictures;
}

const messageSchema = z.object({ ts: z.string(), blocks: z.array(z.unknown()).default([]) });
const pageSchema = z.object({ messages: z.array(messageSchema) });
const pictureSchema = z.object({
  type: z.literal('image'),
  slack_file: z.object({ id: z.string() }),
  alt_text: z.string(),
});
