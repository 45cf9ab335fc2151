/** What an answer to somebody else's post must name: its parent's hash as it is now, and the root of its thread. */
import type { Agent, AppBskyFeedPost } from '@atproto/api';
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { Answers } from '../../posts/answers.ts';
import { NetworkError } from '../network.ts';

/** Throws a `NetworkError`, `refused`, when what it answers is not there any more. */
export async function replyTo(agent: Agent, { id }: Answers): Promise<AppBskyFeedPost.ReplyRef> {
  const { data } = await agent.app.bsky.feed.getPosts({ uris: [id] });
  const post = data.posts.find(({ uri }) => uri === id);
  if (!post) throw gone();
  const parent = { uri: post.uri, cid: post.cid };
  return { root: recordSchema.parse(post.record).reply?.root ?? parent, parent };
}

export function gone(): NetworkError {
  return new NetworkError('refused', t('Bluesky: what this answers is not there any more.'), {
    remedy: t('Nobody would see the answer; cancel it.'),
  });
}

const reference = z.object({ uri: z.string(), cid: z.string() });
const recordSchema = z.object({ reply: z.object({ root: reference }).optional().catch(undefined) });
