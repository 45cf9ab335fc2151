/** What the tests of corrections look at. */
import { DISCORD, SLACK } from './town.ts';
import type { World } from './world.ts';

/** The messages in both #news, by id: an edit leaves the id. */
export function inNews({ slack, discord }: World): [id: string, words: string | undefined][] {
  return [
    ...slack
      .as(SLACK.ada)
      .messages('news')
      .map(({ ts, text }): [string, string] => [ts, text]),
    ...discord
      .as(DISCORD.ada)
      .messages(DISCORD.news)
      .map(({ id, content }): [string, string] => [id, content]),
  ];
}
