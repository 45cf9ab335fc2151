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

/** What a post shows beside its words. */
export type Shown = 'nothing' | 'picture' | Film;
/** A short one goes up at once, a long one in pieces. */
export type Film = 'short film' | 'long film';

export const FILMS: readonly Film[] = ['short film', 'long film'];

const USUAL: readonly Shown[] = ['nothing', 'picture'];
const ALL: readonly Shown[] = [...USUAL, ...FILMS];

/** What a post may show there: the others are refused long before anything is sent. */
const SHOWS: Record<Target, readonly Shown[]> = {
  ...{ web: USUAL, disc: USUAL, slack: USUAL, box: USUAL, bare: USUAL, red: ['nothing'] },
  ...{ sky: ALL, mast: ALL, tele: ALL, link: ALL, x: ALL, face: ALL, thr: ALL },
  ...{ pin: ['picture', ...FILMS], gram: ['picture', ...FILMS], tube: FILMS },
  // Its pieces are so large that a run would take long; with the last one it publishes.
  tok: ['picture', 'short film'],
};

/** Where a post may answer what somebody else wrote to the account. */
export const ANSWERED: readonly Target[] = ['gram', 'tube', 'thr', 'face', 'sky', 'mast'];

/** With what a post shows; where that makes no difference, without. */
export function contractOf(target: Target, shown: Shown = 'nothing'): Contract {
  // Its pages are read back, its people are not: here it is a page.
  if (target === 'link') return 'read-back';
  // The answer that holds the handle of pictures may be lost, and that they are not listed proves nothing.
  return target === 'tok' && shown === 'picture' ? 'none' : NETWORKS[target].contract.kind;
}

/** Whether it is looked for after a lost answer. A webhook takes the same key again. */
export function isLookedFor(target: Target, shown: Shown): boolean {
  return target !== 'web' && contractOf(target, shown) !== 'none';
}

export function isFilm(shown: Shown): shown is Film {
  return FILMS.some((film) => film === shown);
}

export interface Shape {
  /** More than one make a thread. */
  parts: number;
  shown: Shown;
}

export function takes(target: Target, { parts, shown }: Shape): boolean {
  return SHOWS[target].includes(shown) && (parts === 1 || NETWORKS[target].threads);
}
