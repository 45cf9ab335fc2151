/** The request that a post becomes, and the ids of what it became. */
import { z } from 'zod';
import type { Image, Message, Published, Video } from '../network.ts';
import { StreamedFile } from '../streamed-file.ts';
import type { TelegramAccount } from './account.ts';

export interface Sending {
  method: 'sendMessage' | 'sendPhoto' | 'sendVideo' | 'sendMediaGroup';
  fields: Record<string, unknown>;
  files?: Map<string, File>;
}

/** The text goes out as it is written: no `parse_mode`, so that no sign in it means anything. */
export function sendingOf(chat: string, message: Message, account: TelegramAccount): Sending {
  const { text, images, video, cover, presentation = {} } = message;
  const common = {
    chat_id: chat,
    ...(account.silent && { disable_notification: true }),
    ...replyOf(message),
  };
  const spoiler = presentation.sensitive && { has_spoiler: true };
  const caption = text.trim() !== '' && { caption: text };
  if (video) {
    // A part that bears the name of a field would take its place. What stands behind the video has no time of its own to come.
    const files = new Map<string, File>(cover && [['still', fileOf(cover, 'still')]]);
    files.set('video', new StreamedFile(video, 'video.mp4'));
    const still = cover && { cover: 'attach://still' };
    const fields = { ...common, ...caption, ...spoiler, ...shapeOf(video), ...still };
    return { method: 'sendVideo', fields, files };
  }
  const [first, ...others] = images;
  if (!first) {
    return { method: 'sendMessage', fields: { ...common, text, ...previewOf(account) } };
  }
  if (others.length === 0) {
    const files = new Map([['photo', fileOf(first, 'photo')]]);
    return { method: 'sendPhoto', fields: { ...common, ...caption, ...spoiler }, files };
  }
  const files = new Map(
    images.map((image, index) => [`picture${index + 1}`, fileOf(image, `picture${index + 1}`)]),
  );
  const media = [...files.keys()].map((name, index) => ({
    type: 'photo',
    media: `attach://${name}`,
    ...(index === 0 && caption),
    ...spoiler,
  }));
  return { method: 'sendMediaGroup', fields: { ...common, media }, files };
}

/** People begin to watch before all of it has come. */
function shapeOf({ width, height, duration }: Video) {
  return { width, height, duration: Math.round(duration / 1_000), supports_streaming: true };
}

function fileOf({ bytes, contentType }: Image, name: string): File {
  const type = contentType.split('/')[1] ?? 'bin';
  return new File([new Uint8Array(bytes)], `${name}.${type}`, { type: contentType });
}

/** An edit that says nothing of it would bring the preview back. */
export function previewOf({ link_previews }: Pick<TelegramAccount, 'link_previews'>) {
  return link_previews ? {} : { link_preview_options: { is_disabled: true } };
}

/** Should the part before be deleted meanwhile, it stands by itself; an answer to somebody would be a riddle. */
function replyOf({ thread, answers }: Message) {
  const answered = answers ?? thread?.parent;
  if (!answered) return {};
  return {
    reply_parameters: {
      message_id: messageIdsOf(answered)[0],
      ...(!answers && { allow_sending_without_reply: true }),
    },
  };
}

export const sentSchema = z.object({
  message_id: z.number(),
  chat: z.object({
    id: z.number(),
    type: z.string(),
    username: z.string().optional(),
  }),
});

export type Sent = z.infer<typeof sentSchema>;

/** Of an album the first, under which people find it. */
export function publishedOf(sent: [Sent, ...Sent[]]): Published {
  const [{ message_id: first, chat }] = sent;
  const id = `${chat.id}/${sent.map(({ message_id }) => message_id).join(',')}`;
  if (chat.username) return { id, url: `https://t.me/${chat.username}/${first}` };
  const [, inner] = /^-100(\d+)$/.exec(String(chat.id)) ?? [];
  return inner ? { id, url: `https://t.me/c/${inner}/${first}` } : { id };
}

/** `-1001234/5,6`: chat and messages. */
export function chatIdOf({ id }: Pick<Published, 'id'>): string {
  return id.slice(0, id.indexOf('/'));
}

export function messageIdsOf({ id }: Pick<Published, 'id'>): number[] {
  return id
    .slice(id.indexOf('/') + 1)
    .split(',')
    .map(Number);
}
