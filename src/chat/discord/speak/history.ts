/** What others wrote in a channel, read back page by page. A thread is a channel of its own. */
import type { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { HistoryAsked } from '../../chat.ts';
import type { HeardMessage } from '../../heard.ts';
import { asked } from '../fault.ts';
import { readPastMessage } from '../hear/read.ts';

const PAGE = 100;
const MOST_PAGES = 20;

const idOf = z.object({ id: z.string() });

export async function readHistory(
  rest: REST,
  self: string,
  channel: string,
  { after, before, limit }: HistoryAsked,
): Promise<HeardMessage[]> {
  const found: HeardMessage[] = [];
  let edge = after ?? before;
  for (let pages = 0; pages < MOST_PAGES && found.length < limit; pages += 1) {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (edge !== undefined) query.set(after === undefined ? 'before' : 'after', edge);
    const page = z
      .array(z.unknown())
      .parse(await asked(rest.get(Routes.channelMessages(channel), { query })));
    // Newest first, whichever way one goes.
    const oldestFirst = page.toReversed();
    const read = oldestFirst.flatMap((message) => readPastMessage(message, self) ?? []);
    if (after === undefined) found.unshift(...read);
    else found.push(...read);
    if (page.length < PAGE) break;
    edge = idOf.parse(after === undefined ? oldestFirst[0] : oldestFirst.at(-1)).id;
  }
  return after === undefined ? found.slice(-limit) : found.slice(0, limit);
}
