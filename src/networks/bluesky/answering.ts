/** What an answer to somebody else's post must name: its parent's hash as it is now, and the root of its thread. */
import type { Agent, AppBskyFeedPost } from '@atproto/api';
import { z } from 'zod';
import type { Answers } from '../../posts/answers.ts';
import { answeredGone } from '../http.ts';

/** Throws a `NetworkError`, `refused`, when what it answers is not there any more. */
export async function replyTo(agent: Agent, { id }: Answers): Promise<AppBskyFeedPost.ReplyRef> {
  const { data } = await agent.app.bsky.feed.getPosts({ uris: [id] });
  const post = data.posts.find(({ uri }) => uri === id);
  if (!post) throw answeredGone('Bluesky');
  const parent = { uri: post.uri, cid: post.cid };
  return { root: recordSchema.parse(post.record).reply?.root ?? parent, parent };
}

const reference = z.object({ uri: z.string(), cid: z.string() });
const recordSchema = z.object({ reply: z.object({ root: reference }).optional().catch(undefined) });
