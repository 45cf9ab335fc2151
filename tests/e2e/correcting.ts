/** What the tests of corrections do and look at. */
import { approved, card, known, type Seat, slackSeat } from './seat.ts';
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

/** By command in Slack, where Ada writes and Ben approves. */
export function correctingOf(world: World) {
  const [ada, ben] = [slackSeat(world, 'ada'), slackSeat(world, 'ben')];

  async function published(text: string, to = 'web'): Promise<number> {
    const post = await approved(ada, ben, { text, to });
    await card(ada, post, 'published');
    return post;
  }

  /** Starts one; resolves with its number. */
  async function corrected(post: number, text: string, to = '', seat: Seat = ada): Promise<number> {
    const besides = known(seat);
    await seat.command('post correct', { id: String(post), text, ...(to ? { to } : {}) });
    const { words } = await seat.sees(/Post \d+ is in review/, { isPrivate: true, besides });
    return Number(/Post (\d+) is in review/.exec(words)?.[1]);
  }

  const approve = async (post: number, seat: Seat = ben) =>
    seat.press(await card(seat, post, 'in review'), 'post.approve');

  return { published, corrected, approve };
}
