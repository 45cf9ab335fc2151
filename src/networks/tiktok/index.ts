/**
 * TikTok: a video, or up to 35 pictures, with a caption.
 *
 * What is to go out is begun, and has a `publish_id` from then on. A video is sent in chunks, and nobody sees any of it; with its
 * last byte TikTok takes it over, works on it and publishes it by itself. So from there on the post may be live, and TikTok
 * is asked until it is out or has failed; never is a second one begun meanwhile. Pictures TikTok fetches from Bellwether's
 * public address, and publishes them as soon as they are asked for. Nothing is edited or deleted from here.
 */
import type { Network } from '../network.ts';
import { account, type TikTokAccount } from './account.ts';
import { TikTokConnection } from './connection.ts';
import { consent } from './consent.ts';
import { discovery } from './discovery.ts';
import { fields } from './fields.ts';

export const network: Network<TikTokAccount> = {
  name: 'tiktok',
  title: 'TikTok',
  contract: { kind: 'handle' },
  threads: false,
  answers: false,
  fetchesMedia: true,
  fields,
  account,
  consent,
  discovery,
  connect: (settings, outside) => new TikTokConnection(settings, outside),
};
