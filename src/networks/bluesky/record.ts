/** The record that makes a post: `app.bsky.feed.post`. */
import type {
  $Typed,
  Agent,
  AppBskyEmbedImages,
  AppBskyEmbedVideo,
  AppBskyFeedPost,
  BlobRef,
} from '@atproto/api';
import type { Image, Message, Published, Video } from '../network.ts';
import { replyTo } from './answering.ts';
import { facetsOf } from './facets.ts';
import { MOST_LANGUAGES } from './limits.ts';
import type { StoredBlob } from './video-service.ts';

export const COLLECTION = 'app.bsky.feed.post';

/** Uploads the pictures, and looks up the mentions and what is answered; publishes nothing. `film`: of the video. */
export async function buildRecord(
  agent: Agent,
  message: Message,
  at: number,
  film?: StoredBlob,
): Promise<AppBskyFeedPost.Record> {
  const reply = message.answers ? await replyTo(agent, message.answers) : inThread(message.thread);
  const facets = await facetsOf(agent, message.text);
  const embed = message.video && film ? await videoOf(message.video, film) : await embedOf(agent, message);
  const langs =
    message.presentation?.languages ?? (message.answers?.language ? [message.answers.language] : []);
  return {
    $type: COLLECTION,
    text: message.text,
    ...(facets.length > 0 && { facets }),
    ...(embed && { embed }),
    ...(reply && { reply }),
    ...(langs.length > 0 && { langs: langs.slice(0, MOST_LANGUAGES) }),
    createdAt: new Date(at).toISOString(),
  };
}

/** Pictures, or else the card of a link: Bluesky shows one of both. */
async function embedOf(agent: Agent, { images, card }: Message): Promise<AppBskyFeedPost.Record['embed']> {
  if (images.length > 0) {
    const uploaded = await Promise.all(images.map((image) => upload(agent, image)));
    return { $type: 'app.bsky.embed.images', images: uploaded };
  }
  if (!card) return undefined;
  const { url: uri, title, description, picture } = card;
  const thumb = picture && (await blobOf(agent, picture));
  return { $type: 'app.bsky.embed.external', external: { uri, title, description, ...(thumb && { thumb }) } };
}

async function videoOf(
  { alt, width, height }: Video,
  film: StoredBlob,
): Promise<$Typed<AppBskyEmbedVideo.Main>> {
  const { jsonToLex } = await import('@atproto/api');
  const video = jsonToLex(film) as BlobRef;
  return { $type: 'app.bsky.embed.video', video, ...(alt !== '' && { alt }), aspectRatio: { width, height } };
}

function inThread(thread: Message['thread']): AppBskyFeedPost.ReplyRef | undefined {
  return thread && { root: referenceTo(thread.root), parent: referenceTo(thread.parent) };
}

function referenceTo({ id, version = '' }: Published): AppBskyFeedPost.ReplyRef['root'] {
  return { uri: id, cid: version };
}

async function upload(agent: Agent, image: Image): Promise<AppBskyEmbedImages.Image> {
  const { alt, width, height } = image;
  return { image: await blobOf(agent, image), alt, aspectRatio: { width, height } };
}

async function blobOf(agent: Agent, { bytes, contentType }: Image) {
  const { data } = await agent.com.atproto.repo.uploadBlob(bytes, { encoding: contentType });
  return data.blob;
}
