/** The record that makes a post: `app.bsky.feed.post`. */
import type { Agent, AppBskyEmbedImages, AppBskyFeedPost } from '@atproto/api';
import type { Image, Message, Published } from '../network.ts';
import { replyTo } from './answering.ts';
import { facetsOf } from './facets.ts';

export const COLLECTION = 'app.bsky.feed.post';

/** Uploads the pictures, and looks up the mentions and what is answered; publishes nothing. */
export async function buildRecord(
  agent: Agent,
  message: Message,
  at: number,
): Promise<AppBskyFeedPost.Record> {
  const reply = message.answers ? await replyTo(agent, message.answers) : inThread(message.thread);
  const facets = await facetsOf(agent, message.text);
  const images = await Promise.all(message.images.map((image) => upload(agent, image)));
  return {
    $type: COLLECTION,
    text: message.text,
    ...(facets.length > 0 && { facets }),
    ...(images.length > 0 && { embed: { $type: 'app.bsky.embed.images', images } }),
    ...(reply && { reply }),
    ...(message.answers?.language && { langs: [message.answers.language] }),
    createdAt: new Date(at).toISOString(),
  };
}

function inThread(thread: Message['thread']): AppBskyFeedPost.ReplyRef | undefined {
  return thread && { root: referenceTo(thread.root), parent: referenceTo(thread.parent) };
}

function referenceTo({ id, version = '' }: Published): AppBskyFeedPost.ReplyRef['root'] {
  return { uri: id, cid: version };
}

async function upload(agent: Agent, image: Image): Promise<AppBskyEmbedImages.Image> {
  const { data } = await agent.com.atproto.repo.uploadBlob(image.bytes, { encoding: image.contentType });
  return { image: data.blob, alt: image.alt, aspectRatio: { width: image.width, height: image.height } };
}
