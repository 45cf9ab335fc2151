/**
 * A card's parts as units that can be laid out: texts that write themselves into whatever room they get,
 * galleries of pictures, lines between.
 */
import { createHash } from 'node:crypto';
import { type APIMediaGalleryItem, type APISectionComponent, ComponentType } from 'discord-api-types/v10';
import { cut } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import type { Block, Card } from '../card.ts';
import type { AttachedFile } from './attached.ts';
import { LIMITS } from './limits.ts';
import {
  escaped,
  literal,
  longest,
  markup,
  prefixed,
  type Token,
  tokensOf,
  webAddress,
  write,
} from './markdown.ts';

export type Unit =
  | { kind: 'text'; write(room: number): Written }
  | { kind: 'gallery'; items: APIMediaGalleryItem[]; files: AttachedFile[] }
  | { kind: 'portrait'; section: APISectionComponent }
  | { kind: 'divider' };

export interface Written {
  content: string;
  /** A person's words that had to be cut, whole. */
  whole?: AttachedFile;
}

/** The name under which a picture is attached, by its content hash. */
export type FileName = (media: string) => string;

type Image = Extract<Block, { kind: 'image' }>;
type Quote = Extract<Block, { kind: 'quote' }>;

/** Pictures that stand side by side make one gallery. */
export function unitsOf(shown: Card, fileName: FileName): Unit[] {
  const units: Unit[] = [];
  for (const unit of [
    headingUnit(shown),
    ...shown.blocks.filter(isShowable).map((block) => unitOf(block, fileName)),
    ...questions(shown),
  ]) {
    const last = units.at(-1);
    const joins = unit.kind === 'gallery' && last?.kind === 'gallery';
    if (joins && last.items.length < LIMITS.galleryItems) units[units.length - 1] = joined(last, unit);
    else units.push(unit);
  }
  return units;
}

export function textUnit(tokens: Token[]): Unit {
  return { kind: 'text', write: (room) => ({ content: write(tokens, room) }) };
}

function headingUnit(shown: Card): Unit {
  const heading = shown.heading.trim().replace(/\s+/g, ' ');
  return textUnit(heading === '' ? [] : [markup('## '), literal(heading)]);
}

/** Discord cannot ask before a press counts, so what would be asked stands below the card, by the button's name. */
function questions(shown: Card): Unit[] {
  const asked = shown.actions.flatMap((action) =>
    action.kind === 'button' && action.confirm ? [`${action.label}: ${action.confirm}`] : [],
  );
  return asked.length === 0 ? [] : [textUnit(prefixed([literal(asked.join('\n'))], '-# ', '-# '))];
}

function unitOf(block: Block, fileName: FileName): Unit {
  switch (block.kind) {
    case 'text':
      return textUnit(tokensOf(block.text));
    case 'context':
      return textUnit(prefixed(tokensOf(block.text), '-# ', '-# '));
    case 'fields':
      return textUnit(
        joinedLines(block.fields.map((field) => fieldTokens(field.label, tokensOf(field.value)))),
      );
    case 'list':
      return textUnit(joinedLines(block.items.map((item) => prefixed(tokensOf(item), '- ', '  '))));
    case 'quote':
      return { kind: 'text', write: (room) => quoteIn(block, room) };
    case 'image':
      return imageUnit(block, fileName);
    case 'portrait':
      return { kind: 'portrait', section: portrait(block) };
    case 'divider':
      return { kind: 'divider' };
  }
}

function isShowable(block: Block): boolean {
  if (block.kind !== 'portrait') return true;
  const url = webAddress(block.url);
  return url !== undefined && url.length <= LIMITS.url && block.text.trim() !== '';
}

function portrait({ url, text, alt }: Extract<Block, { kind: 'portrait' }>): APISectionComponent {
  return {
    type: ComponentType.Section,
    components: [{ type: ComponentType.TextDisplay, content: write([literal(text)], MOST_LABEL) }],
    accessory: {
      type: ComponentType.Thumbnail,
      media: { url: webAddress(url) ?? url },
      ...(alt === '' ? {} : { description: cut(alt, LIMITS.altText) }),
    },
  };
}

function joinedLines(lines: Token[][]): Token[] {
  return lines.flatMap((line, index) => (index === 0 ? line : [markup('\n'), ...line]));
}

function fieldTokens(label: string, value: Token[]): Token[] {
  return [...tokensOf({ type: 'strong', text: `${label}:` }), markup(' '), ...value];
}

/** Exact words stand in a code block, where nothing is markup; if they hold its fence, escaped behind a quote mark. */
function quoteIn(block: Quote, room: number): Written {
  const head = block.label
    ? `${write(tokensOf({ type: 'strong', text: `${block.label}:` }), MOST_LABEL)}\n`
    : '';
  const whole = head + exact(block.text);
  if (whole.length <= room) return { content: whole };
  const file = wholeWords(block.text);
  const left = room - head.length - CUT_NOTE_ROOM;
  if (left < LEAST_QUOTED) return { content: notShown(file.name), whole: file };
  const beginning = longest(block.text, (words) => exact(words).length <= left);
  const hidden = block.text.length - beginning.length;
  const note = t('Cut here: {hidden, number} more characters. All of it is in the file {file}.', {
    hidden,
    file: file.name,
  });
  return { content: `${head}${exact(beginning)}\n-# ${escaped(note)}`, whole: file };
}

function notShown(file: string): string {
  return `-# ${escaped(t('Too long to show here: all of it is in the file {file}.', { file }))}`;
}

function exact(words: string): string {
  const text = words.replaceAll('\r\n', '\n');
  if (text.trim() === '') return `*${t('empty')}*`;
  if (text.includes('```') || /^\s*\n|\n\s*$/.test(text)) return write(quoted(text));
  return `\`\`\`\n${text}\n\`\`\``;
}

function quoted(text: string): Token[] {
  return text.split('\n').flatMap((line, index) => [markup(index === 0 ? '> ' : '\n> '), literal(line)]);
}

function wholeWords(text: string): AttachedFile & { text: string } {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { name: `text-${digest}.txt`, text };
}

/** A picture that has neither bytes of ours nor a web address is told by its alternative text. */
function imageUnit(image: Image, fileName: FileName): Unit {
  const alt = image.alt.length <= LIMITS.altText ? image.alt : `${image.alt.slice(0, LIMITS.altText - 1)}…`;
  const described = alt === '' ? {} : { description: alt };
  if (image.media) {
    const name = fileName(image.media);
    const item = { media: { url: `attachment://${name}` }, ...described };
    return { kind: 'gallery', items: [item], files: [{ name, alt, media: image.media }] };
  }
  const url = image.url && webAddress(image.url);
  if (url && url.length <= LIMITS.url)
    return { kind: 'gallery', items: [{ media: { url }, ...described }], files: [] };
  return textUnit([literal(t('[Picture that cannot be shown here: {alt}]', { alt: image.alt }))]);
}

function joined(one: Extract<Unit, { kind: 'gallery' }>, other: Extract<Unit, { kind: 'gallery' }>): Unit {
  return { kind: 'gallery', items: [...one.items, ...other.items], files: [...one.files, ...other.files] };
}

const MOST_LABEL = 120;
const CUT_NOTE_ROOM = 120;
const LEAST_QUOTED = 40;
