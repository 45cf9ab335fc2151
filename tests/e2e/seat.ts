/** A person at one of the two chats, so that a test can be played in both. */

import { DiscordSeat } from './discord-seat.ts';
import { SlackSeat } from './slack-seat.ts';
import { DISCORD, SLACK } from './town.ts';
import type { World } from './world.ts';

export interface Seen {
  /** The message's own id in its chat. */
  id: string;
  channel: string;
  /** All that it says, with its buttons' labels. */
  words: string;
  /** Only this person sees it. */
  isPrivate: boolean;
  /** What its buttons carry: `post.approve:1.1`. */
  buttons: string[];
  /** Pictures with their alt texts, in the message or attached. */
  pictures: string[];
}

/** `direct`: between this person and the bot. */
export type Place = 'social' | 'news' | 'direct';

export interface Looking {
  isPrivate?: boolean;
  channel?: Place;
  /** Ids of messages that were there before. */
  besides?: ReadonlySet<string>;
  /** Milliseconds; fifteen seconds when left out. */
  patience?: number;
}

export interface Upload {
  name: string;
  bytes: Uint8Array;
}

export interface Filled {
  text?: string;
  title?: string;
  to?: string;
  at?: string;
  alt?: string;
  comment?: string;
  url?: string;
  from?: string;
  reason?: string;
  board?: string;
  link?: string;
  community?: string;
  flair?: string;
  privacy?: string;
  no_comments?: string;
  media?: Upload | Upload[];
}

export interface Seat {
  readonly chat: 'slack' | 'discord';
  /** `post new` with its options, in #social. */
  command(command: string, options?: Record<string, string>): Promise<void>;
  /** Everything in #social, or elsewhere, oldest first. */
  messages(channel?: Place): Seen[];
  /** The newest message that says all of this. */
  sees(words: (string | RegExp)[] | string | RegExp, options?: Looking): Promise<Seen>;
  /** Presses the button that begins so: `post.approve`. Resolves when it was heard. */
  press(seen: Seen, action: string): Promise<void>;
  /** The form that is open, by its fields' values. */
  form(): Promise<{ title: string; values: Record<string, string> }>;
  /** Writes under a message: in its thread, or as a reply to it. */
  reply(seen: Seen, text: string): Promise<void>;
  submit(values: Filled): Promise<{ ok: boolean; problem?: string }>;
}

export type Person = keyof typeof SLACK & keyof typeof DISCORD;

export const slackSeat = (world: World, person: Exclude<keyof typeof SLACK, 'social' | 'news'>): Seat =>
  new SlackSeat(world.slack, SLACK[person]);
export const discordSeat = (world: World, person: Exclude<keyof typeof DISCORD, 'social' | 'news'>): Seat =>
  new DiscordSeat(world.discord, DISCORD[person]);

/** The post's lasting card in that chat, when it says so. */
export function card(seat: Seat, post: number, state: string, ...words: (string | RegExp)[]): Promise<Seen> {
  return seat.sees([`Post ${post}: ${state}`, ...words], { isPrivate: false });
}

/** Writes a post by command; resolves with its number, when it is in review. */
export async function draft(seat: Seat, options: Record<string, string>): Promise<number> {
  const besides = new Set(known(seat));
  const newest = Math.max(
    0,
    ...seat.messages().map(({ words }) => Number(/Post (\d+)/.exec(words)?.[1] ?? 0)),
  );
  await seat.command('post new', options);
  // What was done to an older post may be answered only now.
  for (;;) {
    const answer = await seat.sees([/Post \d+ is in review/], { isPrivate: true, besides });
    const post = Number(/Post (\d+) is in review/.exec(answer.words)?.[1]);
    if (post > newest) return post;
    besides.add(answer.id);
  }
}

/** Writes a post, which the other one approves as soon as it is in review. */
export async function approved(
  author: Seat,
  approver: Seat,
  options: Record<string, string>,
): Promise<number> {
  const post = await draft(author, options);
  await approver.press(await card(approver, post, 'in review'), 'post.approve');
  return post;
}

/** What is there by now. */
export function known(seat: Seat, channel?: Place): ReadonlySet<string> {
  return new Set(seat.messages(channel).map((one) => one.id));
}
