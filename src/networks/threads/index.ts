/**
 * Threads: text, a picture, up to twenty of them, a video, threads of posts that answer each other, and answers to others.
 *
 * A post is made as a container that nobody sees, and published by a call of its own; the container says afterwards whether
 * it was. Threads fetches pictures and videos itself, from Bellwether's public address. What is live there is not edited.
 */
import type { Network } from '../network.ts';
import { account, type ThreadsAccount } from './account.ts';
import { ThreadsConnection } from './connection.ts';
import { consent } from './consent.ts';
import { discovery } from './discovery.ts';

export const network: Network<ThreadsAccount> = {
  name: 'threads',
  title: 'Threads',
  contract: { kind: 'handle' },
  threads: true,
  answers: true,
  fetchesMedia: true,
  account,
  consent,
  discovery,
  connect: (settings, outside) => new ThreadsConnection(settings, outside),
};
