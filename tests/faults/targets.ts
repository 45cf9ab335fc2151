/** The accounts that posts go out to: one for each network, and one for each contract that no network of ours has yet. */
import { network as bluesky } from '../../src/networks/bluesky/index.ts';
import { network as discord } from '../../src/networks/discord-channel/index.ts';
import { network as facebook } from '../../src/networks/facebook-page/index.ts';
import { network as instagram } from '../../src/networks/instagram/index.ts';
import { network as linkedin } from '../../src/networks/linkedin/index.ts';
import { network as mastodon } from '../../src/networks/mastodon/index.ts';
import type { Network } from '../../src/networks/network.ts';
import { network as pinterest } from '../../src/networks/pinterest/index.ts';
import { network as reddit } from '../../src/networks/reddit/index.ts';
import { network as slack } from '../../src/networks/slack-channel/index.ts';
import { network as telegram } from '../../src/networks/telegram/index.ts';
import { network as threads } from '../../src/networks/threads/index.ts';
import { network as tiktok } from '../../src/networks/tiktok/index.ts';
import { network as webhook } from '../../src/networks/webhook/index.ts';
import { network as x } from '../../src/networks/x/index.ts';
import { network as youtube } from '../../src/networks/youtube/index.ts';
import { network as bare } from './networks/bare.ts';
import { network as container } from './networks/container.ts';

export const NETWORKS = {
  web: webhook,
  sky: bluesky,
  mast: mastodon,
  disc: discord,
  slack,
  tele: telegram,
  x,
  pin: pinterest,
  red: reddit,
  face: facebook,
  thr: threads,
  gram: instagram,
  tok: tiktok,
  link: linkedin,
  tube: youtube,
  box: container,
  bare,
};

export type Target = keyof typeof NETWORKS;

export const TARGETS = Object.keys(NETWORKS) as Target[];

export type Contract = Network['contract']['kind'];

export function contractOf(target: Target): Contract {
  // Its pages are read back, its people are not: here it is a page.
  if (target === 'link') return 'read-back';
  // The answer that holds the handle of pictures may be lost, and that they are not listed proves nothing.
  return target === 'tok' ? 'none' : NETWORKS[target].contract.kind;
}

export interface Shape {
  /** More than one make a thread. */
  parts: number;
  picture: boolean;
  /** In the place of a picture, and in one part. */
  video: boolean;
}

/** Whether such a post can go there at all: the others are refused long before anything is sent. */
export function takes(target: Target, { parts, picture, video }: Shape): boolean {
  if (video || target === 'tube') return video && target === 'tube';
  if (parts > 1 && !NETWORKS[target].threads) return false;
  return picture ? target !== 'red' : !['pin', 'gram', 'tok'].includes(target);
}
