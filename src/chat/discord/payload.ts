/** A card as the request that sends it: the rendered body, and the files that are not with the message yet. */
import type { RawFile } from '@discordjs/rest';
import type { Card } from '../card.ts';
import type { AttachedFile } from './attached.ts';
import type { Mark } from './mark.ts';
import type { Media } from './options.ts';
import { mediaOf, type RenderedCard, render } from './render.ts';

export interface Payload {
  body: RenderedCard['body'] & { attachments: Attachment[] };
  files: RawFile[];
}

/** One that stays, by Discord's id; or a new one, by its place among the uploaded files. */
export type Attachment = { id: string } | { id: number; filename: string; description?: string };

export interface PayloadOptions {
  media(hash: string): Promise<Media>;
  mark?: Mark;
  /** Files that the message holds already: name → Discord's id. */
  held?: ReadonlyMap<string, string>;
}

export async function payloadOf(shown: Card, options: PayloadOptions): Promise<Payload> {
  const held = options.held ?? new Map<string, string>();
  const pictures = await Promise.all(mediaOf(shown).map((hash) => pictureOf(hash, held, options)));
  const byHash = new Map(pictures.map((picture) => [picture.hash, picture]));
  const { body, files } = render(shown, {
    fileName: (hash) => byHash.get(hash)?.name ?? stem(hash),
    mark: options.mark,
  });
  const uploads = files.filter((file) => !held.has(file.name));
  const kept = files.flatMap((file) => held.get(file.name) ?? []);
  return {
    body: { ...body, attachments: [...kept.map((id) => ({ id })), ...uploads.map(newAttachment)] },
    files: uploads.map((file, index) =>
      rawFile(file, index, 'media' in file ? byHash.get(file.media)?.media : undefined),
    ),
  };
}

interface Picture {
  hash: string;
  name: string;
  /** Absent when the message holds it already. */
  media?: Media;
}

async function pictureOf(
  hash: string,
  held: ReadonlyMap<string, string>,
  options: PayloadOptions,
): Promise<Picture> {
  const known = [...held.keys()].find((name) => name.startsWith(`${stem(hash)}.`));
  if (known) return { hash, name: known };
  const media = await options.media(hash);
  return { hash, name: `${stem(hash)}.${endingOf(media)}`, media };
}

function stem(hash: string): string {
  return hash.replace(/[^\w-]/g, '-');
}

function endingOf(media: Media): string {
  const ending = media.contentType.split('/')[1]?.split(/[;+]/)[0] ?? 'bin';
  return ending === 'jpeg' ? 'jpg' : ending;
}

function newAttachment(file: AttachedFile, index: number): Attachment {
  const described = 'alt' in file && file.alt !== '' ? { description: file.alt } : {};
  return { id: index, filename: file.name, ...described };
}

function rawFile(file: AttachedFile, index: number, media: Media | undefined): RawFile {
  if ('text' in file)
    return {
      key: `files[${index}]`,
      name: file.name,
      data: file.text,
      contentType: 'text/plain; charset=utf-8',
    };
  if (!media) throw new Error(`The bytes of ${file.name} are missing.`);
  return { key: `files[${index}]`, name: file.name, data: media.bytes, contentType: media.contentType };
}
