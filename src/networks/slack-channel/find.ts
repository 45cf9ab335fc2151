/** Reads a channel, or a thread, back for the message that carries an intent's key. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Intent, NetworkError } from '../network.ts';
import { CLOCKS_DIFFER } from '../read-back.ts';
import type { SlackClient } from './client.ts';
import { EVENT_TYPE } from './message.ts';

/** The message's `ts`. Throws when there is more since the intent than can be looked through: then nothing can be said. */
export async function findByKey(
  client: SlackClient,
  place: Place,
  intent: Intent,
): Promise<string | undefined> {
  const oldest = String((intent.at - CLOCKS_DIFFER) / 1000);
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const span = { oldest, limit: PAGE, include_all_metadata: true, ...(cursor && { cursor }) };
    const { messages, response_metadata } = await client.call(false, async (slack) =>
      pageSchema.parse(await read(slack, place, span)),
    );
    const found = messages.find((message) => keyOf(message) === intent.key);
    if (found) return found.ts;
    cursor = response_metadata?.next_cursor;
    if (!cursor) return undefined;
  }
  throw new NetworkError('unreachable', t('Slack: too many messages since then to look through.'), {
    remedy: t('Look into the channel.'),
  });
}

/** The channel, or with `ts` the thread under that message. */
interface Place {
  channel: string;
  ts?: string;
}

type Span = { oldest: string; limit: number; include_all_metadata: boolean; cursor?: string };

function read(slack: WebClient, { channel, ts }: Place, span: Span): Promise<unknown> {
  return ts === undefined
    ? slack.conversations.history({ channel, ...span })
    : slack.conversations.replies({ channel, ts, ...span });
}

const PAGE = 200;
const MOST_PAGES = 20;

const metadataSchema = z.object({
  event_type: z.literal(EVENT_TYPE),
  event_payload: z.object({ key: z.string() }),
});
const messageSchema = z.object({ ts: z.string(), metadata: metadataSchema.optional().catch(undefined) });
const pageSchema = z.object({
  messages: z.array(messageSchema),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

function keyOf(message: z.infer<typeof messageSchema>): string | undefined {
  return message.metadata?.event_payload.key;
}
