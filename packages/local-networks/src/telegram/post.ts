/** What people see in a chat: a message, or an album with the caption of its first picture. */
import type { Message, Video } from './message.ts';
import type { Entity } from './text.ts';

export interface TelegramPost {
  /** Of the first message. */
  id: number;
  text: string;
  entities: Entity[];
  pictures: { message: number; width: number; height: number; isSpoiler: boolean }[];
  video: Omit<Video, 'type' | 'bytes' | 'cover'> | null;
  /** Epoch milliseconds by the playground's clock. */
  at: number;
  isEdited: boolean;
  isSilent: boolean;
  /** The link of which a preview of its page is shown. */
  preview: string | null;
  /** The text of what it answers. */
  answers: string | null;
}

/** Newest first. */
export function postsOf(messages: Message[]): TelegramPost[] {
  const posts = new Map<string, TelegramPost>();
  for (const message of messages) {
    const key = message.album ?? String(message.id);
    const known = posts.get(key);
    if (known) known.pictures.push(...picturesOf(message));
    else posts.set(key, postOf(message, messages));
  }
  return [...posts.values()].reverse();
}

function postOf(message: Message, messages: Message[]): TelegramPost {
  const { id, text, entities, video, at, editedAt, isSilent, repliesTo } = message;
  const answered = messages.find((one) => one.id === repliesTo);
  return {
    ...{ id, text, entities, at, isSilent, pictures: picturesOf(message) },
    video: video ? shapeOf(video) : null,
    isEdited: editedAt !== undefined,
    preview: previewOf(message),
    answers: repliesTo === undefined ? null : (answered?.text ?? ''),
  };
}

function picturesOf({ id, photo }: Message): TelegramPost['pictures'] {
  if (!photo) return [];
  const { width, height, isSpoiler } = photo;
  return [{ message: id, width, height, isSpoiler }];
}

function shapeOf({ type: _type, bytes: _bytes, cover: _cover, ...shape }: Video) {
  return shape;
}

function previewOf({ text, entities, hasPreview, photo, video }: Message): string | null {
  const link = hasPreview && !photo && !video ? entities.find(({ type }) => type === 'url') : undefined;
  return link ? text.slice(link.offset, link.offset + link.length) : null;
}
