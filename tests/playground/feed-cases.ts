/** What each network of the playground is given by its tests: `feed.ts` in the folder of the network's tests. */
import { pathToFileURL } from 'node:url';
import { findNetworks } from '@bellwether/playground/feeds/find.ts';
import type { Message } from '../../src/networks/network.ts';
import { picture } from '../networks/servers/outside.ts';

export interface FeedCase {
  message: Message;
  /** Of the post, as people see it there. */
  seen: object;
}

export const A_RED_KITE = { ...picture('A red kite'), width: 1, height: 1 };

/** In the order of the playground. */
export async function feedCases(): Promise<[name: string, message: Message, seen: object][]> {
  const names = (await findNetworks()).map(({ name }) => name);
  return Promise.all(
    names.map(async (name) => {
      const file = new URL(`../networks/${name}/feed.ts`, pathToFileURL(import.meta.filename));
      const { feed } = (await import(file.href)) as { feed: FeedCase };
      return [name, feed.message, feed.seen];
    }),
  );
}
