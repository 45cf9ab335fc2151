/** Files of ours as a Discord message: pictures in a gallery with their alternative texts, others below. Pure. */
import type { RawFile } from '@discordjs/rest';
import {
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  ComponentType,
  MessageFlags,
} from 'discord-api-types/v10';
import type { OutgoingFile } from '../../chat.ts';
import { LIMITS } from '../limits.ts';
import type { Mark } from '../mark.ts';
import { literal, write } from '../markdown.ts';

export interface FileMessage {
  body: {
    flags: number;
    components: APIMessageTopLevelComponent[];
    allowed_mentions: { parse: [] };
    attachments: { id: number; filename: string; description?: string }[];
  };
  files: RawFile[];
}

/** Throws where there is nothing to send, or more than Discord takes in a message. */
export function fileMessage(files: readonly OutgoingFile[], text: string, mark: Mark): FileMessage {
  if (files.length < 1 || files.length > LIMITS.attachments)
    throw new Error(`A Discord message takes 1 to ${LIMITS.attachments} files; these are ${files.length}.`);
  const names = files.map(({ name }) => safeName(name));
  const [first, ...rest] = componentsOf(files, names, text);
  const inner = first ? [{ ...first, id: mark[1] }, ...rest] : [];
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: [{ type: ComponentType.Container, id: mark[0], components: inner }],
      allowed_mentions: { parse: [] },
      attachments: files.map(({ alt }, id) => ({
        id,
        filename: names[id] ?? '',
        ...(alt ? { description: alt.slice(0, LIMITS.altText) } : {}),
      })),
    },
    files: files.map(({ bytes, contentType }, index) => ({
      key: `files[${index}]`,
      name: names[index] ?? '',
      data: Buffer.from(bytes),
      contentType,
    })),
  };
}

function componentsOf(
  files: readonly OutgoingFile[],
  names: string[],
  text: string,
): APIComponentInContainer[] {
  const isPicture = (index: number) => files[index]?.contentType.startsWith('image/') ?? false;
  const pictures = names.flatMap((name, index) =>
    isPicture(index)
      ? [
          {
            media: { url: `attachment://${name}` },
            ...(files[index]?.alt ? { description: files[index].alt.slice(0, LIMITS.altText) } : {}),
          },
        ]
      : [],
  );
  const others = names.filter((_, index) => !isPicture(index));
  return [
    ...(text === ''
      ? []
      : [{ type: ComponentType.TextDisplay as const, content: write([literal(text)], LIMITS.text) }]),
    ...(pictures.length === 0 ? [] : [{ type: ComponentType.MediaGallery as const, items: pictures }]),
    ...others.map((name) => ({
      type: ComponentType.File as const,
      file: { url: `attachment://${name}` },
    })),
  ];
}

/** Discord changes other characters itself, and then finds no file under the name that the message shows. */
function safeName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-');
}
