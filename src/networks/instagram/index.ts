/**
 * Instagram: a picture, or up to ten of them, or a video, with a caption, on a professional account, and answers to comments.
 *
 * A post is made as a container that nobody sees, and published by a call of its own; the container says afterwards whether
 * it was. Instagram fetches them itself, from Bellwether's public address, and takes JPEGs alone: whatever a picture
 * was, it is served as one. A caption is not edited. An answer is one call, and is read back under what it answers.
 */
import { graphVersionOf } from '../graph-version.ts';
import type { Network } from '../network.ts';
import { account, type InstagramAccount } from './account.ts';
import { addressing } from './answering.ts';
import { InstagramConnection } from './connection.ts';
import { consent } from './consent.ts';
import { discovery } from './discovery.ts';
import { fields } from './fields.ts';

export const network: Network<InstagramAccount> = {
  name: 'instagram',
  title: 'Instagram',
  contract: { kind: 'handle' },
  threads: false,
  answers: true,
  answered: ['reply'],
  addressing,
  fetchesMedia: true,
  fields,
  account,
  consent,
  discovery,
  version: graphVersionOf,
  connect: (settings, outside) => new InstagramConnection(settings, outside),
};
