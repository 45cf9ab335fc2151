/** All that the page draws, for one person in each chat. */

import type { Snapshot as DiscordSnapshot, LocalDiscord } from '@bellwether/local-discord';
import type { LinkedInPost, LocalLinkedIn } from '@bellwether/local-networks/linkedin/index.ts';
import type { LocalTelegram, TelegramPost } from '@bellwether/local-networks/telegram/index.ts';
import { X_ACCOUNT } from '@bellwether/local-networks/x/example.ts';
import type { LocalX, XPost } from '@bellwether/local-networks/x/index.ts';
import type { LocalSlack, Snapshot as SlackSnapshot } from '@bellwether/local-slack';
import type { AccountPost } from './account-post.ts';
import { TELEGRAM_CHANNEL } from './example-accounts.ts';
import type { Feed } from './feeds/feed-post.ts';
import type { RunningNetworks } from './feeds/running.ts';
import type { Timekeeping } from './timekeeping.ts';
import { PEOPLE, type Person, TEAM_ZONE } from './world.ts';

export type { Feed, FeedPost } from './feeds/feed-post.ts';
export type { Move } from './timekeeping.ts';
export type { AccountPost, DiscordSnapshot, LinkedInPost, Person, SlackSnapshot, TelegramPost, XPost };

export interface View {
  /** Epoch milliseconds by the playground's clock. */
  now: number;
  /** When something falls due next. */
  due: number | null;
  timeZone: string;
  people: Person[];
  slack: SlackSnapshot;
  discord: DiscordSnapshot & { connected: boolean };
  /** Newest first. */
  posts: AccountPost[];
  /** The team's channel there. */
  telegram: { title: string; username: string; posts: TelegramPost[] };
  /** Newest first. */
  linkedin: LinkedInPost[];
  /** The team's account there. */
  x: { name: string; username: string; posts: XPost[] };
  /** Of the other networks. */
  feeds: Feed[];
}

export interface Places {
  slack: LocalSlack;
  discord: LocalDiscord;
  account: { posts(): AccountPost[] };
  telegram: LocalTelegram;
  linkedin: LocalLinkedIn;
  x: LocalX;
  networks: RunningNetworks;
  time: Timekeeping;
}

/** Throws when there is no such person. */
export async function viewOf(places: Places, who: { slack: string; discord: string }): Promise<View> {
  const { slack, discord, account, telegram, linkedin, x, networks, time } = places;
  const { id, title, username } = TELEGRAM_CHANNEL;
  const due = await time.due();
  return {
    now: time.now(),
    due,
    timeZone: TEAM_ZONE,
    people: PEOPLE,
    slack: slack.snapshot(who.slack),
    discord: { ...discord.snapshot(who.discord), connected: discord.gateway.connected > 0 },
    posts: account.posts(),
    telegram: { title, username, posts: telegram.posts(id) },
    linkedin: linkedin.feed(),
    x: { name: X_ACCOUNT.name, username: X_ACCOUNT.username, posts: x.seen(X_ACCOUNT.id) },
    feeds: networks.feeds(),
  };
}
