/**
 * YouTube: videos on a channel, and answers to comments.
 *
 * A video is put up private, in pieces, and worked on by YouTube; nobody sees any of that. When it is done, one call gives it
 * the privacy that was approved, and takes away the tag by which it was told from others; the same call twice does no harm.
 * So after a lost answer the video itself tells, by its id, and what was put up is gone on with whatever was refused then.
 * The post's text is the description; title, privacy and the rest are fields. Threads there are none.
 * An answer is one call, and is read back in the thread of what it answers.
 */
import type { Network } from '../network.ts';
import { account, type YouTubeAccount } from './account.ts';
import { addressing } from './answering.ts';
import { YouTubeConnection } from './connection.ts';
import { consent } from './consent.ts';
import { discovery } from './discovery.ts';
import { fields } from './fields.ts';

export const network: Network<YouTubeAccount> = {
  name: 'youtube',
  title: 'YouTube',
  contract: { kind: 'handle', resumes: 'video' },
  threads: false,
  answers: true,
  addressing,
  fields,
  account,
  consent,
  discovery,
  connect: (settings, outside) => new YouTubeConnection(settings, outside),
};
