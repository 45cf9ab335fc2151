/** What Slack tells of messages: reactions, and the answers in their threads. It tells of no views. */
import { z } from 'zod';
import type { Counts, CountsOf } from '../counts.ts';
import type { Published } from '../network.ts';
import { oneByOne } from '../one-by-one.ts';
import type { SlackClient } from './client.ts';
import { codeOf } from './errors.ts';
import { timestampOf } from './message.ts';

export function countsOn(client: SlackClient, published: readonly Published[]): Promise<CountsOf> {
  return oneByOne(
    published.map(({ id }) => id),
    (id) => countsOf(client, id),
  );
}

async function countsOf(client: SlackClient, id: string): Promise<Counts | 'gone'> {
  const [channel = ''] = id.split('/');
  const ts = timestampOf({ id });
  // Of a part further down in a thread Slack answers with the whole thread, which begins with another message.
  const window = { channel, ts, oldest: ts, latest: ts, inclusive: true, limit: 2 };
  try {
    const { messages } = await client.call(false, async (slack) =>
      answer.parse(await slack.conversations.replies(window)),
    );
    const message = messages.find((one) => one.ts === ts);
    // What is absent here is none: Slack names only what there is.
    return message ? { reactions: total(message.reactions), replies: message.reply_count } : 'gone';
  } catch (error) {
    if (GONE.includes(codeOf(error) ?? '')) return 'gone';
    throw error;
  }
}

function total(reactions: readonly { count: number }[]): number {
  return reactions.reduce((sum, { count }) => sum + count, 0);
}

const GONE = ['thread_not_found', 'message_not_found'];
const message = z.object({
  ts: z.string(),
  reactions: z.array(z.object({ count: z.int().min(0) })).default([]),
  reply_count: z.int().min(0).default(0),
});
const answer = z.object({ messages: z.array(message).default([]) });
