/** What others wrote in a channel or under a message, read back page by page. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { HistoryAsked } from '../../chat.ts';
import type { HeardMessage } from '../../heard.ts';
import { called } from '../client.ts';
import { isWords, readWritten, type Self } from '../hear/read.ts';
import { written } from '../hear/schema.ts';

const PAGE = 200;
/** A channel that says more than this since it was looked at last is read from its newest on. */
const MOST_PAGES = 10;

const page = z.object({
  messages: z.array(written).default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

export async function readHistory(
  client: WebClient,
  self: Self,
  channel: string,
  { after, before, thread, limit }: HistoryAsked,
): Promise<HeardMessage[]> {
  const found: HeardMessage[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const bounds = { ...(after ? { oldest: after } : {}), ...(before ? { latest: before } : {}) };
    const asked = { channel, limit: PAGE, cursor, ...bounds };
    const answer = await called<unknown>(
      thread
        ? client.conversations.replies({ ...asked, ts: thread.message })
        : client.conversations.history(asked),
    );
    const { messages, response_metadata } = page.parse(answer);
    const own = messages.filter((one) => one.ts !== thread?.message && isWords(one));
    found.push(...own.flatMap((one) => readWritten(channel, one, self) ?? []));
    cursor = response_metadata?.next_cursor;
    if (!cursor || (after === undefined && found.length >= limit)) break;
  }
  // Slack's ids are times, more exact than ours.
  const oldestFirst = found.sort((one, other) => (one.message < other.message ? -1 : 1));
  return after === undefined ? oldestFirst.slice(-limit) : oldestFirst.slice(0, limit);
}
