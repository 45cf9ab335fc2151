/** What Telegram makes of a text: blanks cut off at its ends, its length checked, links and the like found in it. */
import { badRequest } from './error.ts';

export interface Entity {
  type: string;
  /** UTF-16 code units, as in JavaScript. */
  offset: number;
  length: number;
  url?: string | undefined;
  language?: string | undefined;
}

export interface Written {
  text: string;
  entities: Entity[];
}

const MOST_IN_TEXT = 4096;
const MOST_IN_CAPTION = 1024;

/** Throws as Telegram refuses. */
export function readText(given: string, entities: Entity[]): Written {
  const written = read(given, entities);
  if (written.text === '') throw badRequest('message text is empty');
  if (written.text.length > MOST_IN_TEXT) throw badRequest('message is too long');
  return written;
}

export function readCaption(given: string, entities: Entity[]): Written {
  const written = read(given, entities);
  if (written.text.length > MOST_IN_CAPTION) throw badRequest('message caption is too long');
  return written;
}

function read(given: string, entities: Entity[]): Written {
  for (const entity of entities) checkEntity(given, entity);
  const begins = given.length - given.trimStart().length;
  const text = given.trim();
  const kept = entities
    .map((entity) => moved(entity, begins, text.length))
    .filter(({ length }) => length > 0);
  return { text, entities: [...kept, ...found(text)].sort((one, other) => one.offset - other.offset) };
}

function checkEntity(text: string, { type, offset, length, url }: Entity): void {
  if (!FORMATS.has(type)) throw badRequest(`can't parse entities: unsupported entity type ${type}`);
  if (offset < 0 || length <= 0 || offset + length > text.length)
    throw badRequest(`entity beginning at UTF-16 offset ${offset} ends after the end of the text`);
  if (splitsCharacter(text, offset) || splitsCharacter(text, offset + length))
    throw badRequest(`entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol`);
  if (type === 'text_link' && !URL.canParse(url ?? ''))
    throw badRequest("can't parse entities: text_link has no valid URL");
}

/** The formats that a bot may ask for; links, mentions and tags Telegram finds by itself. */
const FORMATS = new Set([
  ...['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'blockquote', 'expandable_blockquote'],
  ...['code', 'pre', 'text_link'],
]);

function splitsCharacter(text: string, offset: number): boolean {
  const [before, after] = [text.charCodeAt(offset - 1), text.charCodeAt(offset)];
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}

function moved(entity: Entity, by: number, most: number): Entity {
  const begin = Math.max(0, entity.offset - by);
  const end = Math.min(most, entity.offset - by + entity.length);
  return { ...entity, offset: begin, length: end - begin };
}

function found(text: string): Entity[] {
  return FINDERS.flatMap(([type, pattern]) =>
    [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({ type, offset: index, length })),
  );
}

const FINDERS: [string, RegExp][] = [
  ['url', /\bhttps?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g],
  ['mention', /(?<![\w@/])@\w{5,32}\b/g],
  ['hashtag', /(?<![\p{L}\p{N}_#/&])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
];
