/**
 * A card as a Slack message: `render` is pure, keeps Slack's limits, and cuts visibly where a card is too long.
 * Words go out as rich text or plain text, never as markup, so they appear exactly as they were typed. The tone
 * is a mark before the heading, which says the same in words.
 */
import type { ImageBlock, KnownBlock, RichTextBlock } from '@slack/web-api';
import { t } from '../../kit/t.ts';
import type { Block, Card, Inline, Tone } from '../card.ts';
import { actionBlocks, RenderError } from './buttons.ts';
import { leftOutNotice, shorten } from './cut.ts';
import { contextElements, fallbackText } from './mrkdwn.ts';
import { pingBlocks } from './render/ping.ts';
import {
  cutElements,
  isWebAddress,
  lengthOf,
  type RichElement,
  richElements,
  richText,
} from './rich-text.ts';

export interface Rendered {
  blocks: KnownBlock[];
  /** For notifications and wherever blocks are not shown. */
  text: string;
}

export interface RenderOptions {
  /** Pictures by content hash → the id of their file in Slack. One that is missing is shown by its alt text. */
  files?: ReadonlyMap<string, string>;
}

const MOST_BLOCKS = 50;
/**
 * Slack refuses a message's blocks from about 13.2k characters in all, counting the blocks' frames with a part
 * that it does not publish (slackapi/bolt-js #2509 and #2867). We count the whole JSON and 50 a block, and stay below.
 */
const MOST_IN_ALL = 13_000;
const FRAME = 50;
const LONGEST_HEADING = 150;
const LONGEST_ALT = 2000;
const LONGEST_URL = 3000;
/** Of one block: below what a section of a form holds. */
const LONGEST_IN_FORM = 2900;
/** A block is not cut shorter than this; then whole blocks go. */
const SHORTEST_CUT = 200;

const MARKS: Record<Tone, string> = { neutral: '', good: '✅ ', waiting: '⏳ ', warning: '⚠️ ', bad: '⛔ ' };

/** Throws `RenderError` when even the heading and the buttons do not fit. */
export function render(shown: Card, options: RenderOptions = {}): Rendered {
  const pings = pingBlocks(shown.ping);
  const above = headingBlocks(shown);
  const below = actionBlocks(shown.actions);
  const around = (body: KnownBlock[]) => [...pings, ...above, ...body, ...below];
  const bodies = bodyOf(blocksOf(shown), options.files ?? new Map());
  const body = bodies.find((candidate) => fits(around(candidate())));
  if (!body) throw new RenderError(`"${shorten(shown.heading, 60)}" does not fit into a Slack message.`);
  return { blocks: around(body()), text: fallbackText(shown) };
}

/** A few blocks that stand in a form. */
export function drawnBlocks(blocks: Block[]): KnownBlock[] {
  return blocks.flatMap((block) => draw(block, LONGEST_IN_FORM, new Map()));
}

/** The body in ever shorter forms, longest first: whole, long blocks cut to a length, then blocks left out. */
function bodyOf(blocks: Block[], files: ReadonlyMap<string, string>): (() => KnownBlock[])[] {
  const drawn = (count: number, most: number) =>
    blocks.slice(0, count).flatMap((block) => draw(block, most, files));
  const whole = () => drawn(blocks.length, MOST_IN_ALL);
  const cut = lengthsBelow(MOST_IN_ALL).map((most) => () => drawn(blocks.length, most));
  const fewer = [...blocks.keys()]
    .reverse()
    .map((count) => () => [...drawn(count, SHORTEST_CUT), notShown(blocks.length - count)]);
  return [whole, ...cut, ...fewer];
}

/** Each a tenth below the one before. */
function lengthsBelow(most: number): number[] {
  const lengths: number[] = [];
  for (let length = most * 0.9; length >= SHORTEST_CUT; length *= 0.9) lengths.push(Math.floor(length));
  return lengths;
}

function fits(blocks: KnownBlock[]): boolean {
  return blocks.length <= MOST_BLOCKS && JSON.stringify(blocks).length + blocks.length * FRAME <= MOST_IN_ALL;
}

function headingBlocks(shown: Card): KnownBlock[] {
  const text = shorten(headingOf(shown), LONGEST_HEADING);
  return text === '' ? [] : [{ type: 'header', text: { type: 'plain_text', text, emoji: false } }];
}

/** A heading that had to be cut stands whole below it. */
function blocksOf(shown: Card): Block[] {
  const isCut = headingOf(shown).length > LONGEST_HEADING;
  return isCut ? [{ kind: 'text', text: shown.heading }, ...shown.blocks] : shown.blocks;
}

function headingOf(shown: Card): string {
  return `${MARKS[shown.tone]}${shown.heading}`.trim();
}

function draw(block: Block, most: number, files: ReadonlyMap<string, string>): KnownBlock[] {
  switch (block.kind) {
    case 'text':
      return drawText(richElements(block.text), most);
    case 'context':
      return drawContext(block.text, most);
    case 'fields':
      return drawText(fieldLines(block.fields), most);
    case 'quote':
      return [drawQuote(block.text, block.label, most)];
    case 'list':
      return drawList(block.items, most);
    case 'image':
      return [drawImage(block, files)];
    case 'portrait':
      return drawPortrait(block);
    case 'divider':
      return [{ type: 'divider' }];
  }
}

function drawText(elements: RichElement[], most: number): KnownBlock[] {
  const { kept, left } = cutElements(elements, most);
  if (kept.length === 0 && left === 0) return [];
  return [rich(section([...kept, ...notice(left, '\n')]))];
}

function drawContext(inline: Inline, most: number): KnownBlock[] {
  const elements = contextElements(inline, Math.min(most, 2000));
  return elements.length > 0 ? [{ type: 'context', elements }] : [];
}

function fieldLines(fields: { label: string; value: Inline }[]): RichElement[] {
  return fields.flatMap((field, index) => [
    ...richText(`${index > 0 ? '\n' : ''}${field.label}: `, { bold: true }),
    ...richElements(field.value),
  ]);
}

function drawQuote(words: string, label: string | undefined, most: number): KnownBlock {
  const { kept, left } = cutElements(richText(words), most);
  const shown = kept.length > 0 || left > 0 ? kept : richText(t('(no text)'), { italic: true });
  return rich(
    ...(label ? [section(richText(label, { bold: true }))] : []),
    { type: 'rich_text_quote', elements: shown.length > 0 ? shown : richText('…') },
    ...(left > 0 ? [section(notice(left))] : []),
  );
}

function drawList(items: Inline[], most: number): KnownBlock[] {
  let room = most;
  let leftOut = 0;
  const sections = items.map(richElements).flatMap((elements) => {
    const { kept, left } = cutElements(elements, leftOut > 0 ? 0 : room);
    room -= kept.reduce((sum, element) => sum + lengthOf(element), 0);
    leftOut += left;
    return kept.length > 0 ? [section(kept)] : [];
  });
  const drawn: RichTextBlock['elements'] =
    sections.length > 0 ? [{ type: 'rich_text_list', style: 'bullet', elements: sections }] : [];
  if (leftOut > 0) drawn.push(section(notice(leftOut)));
  return drawn.length > 0 ? [rich(...drawn)] : [];
}

function drawImage(block: Block & { kind: 'image' }, files: ReadonlyMap<string, string>): KnownBlock {
  const alt_text = shorten(block.alt, LONGEST_ALT) || t('Picture');
  const id = block.media ? files.get(block.media) : undefined;
  if (id) return { type: 'image', slack_file: { id }, alt_text } satisfies ImageBlock;
  if (block.url && /^https?:/.test(block.url) && isWebAddress(block.url))
    return { type: 'image', image_url: block.url, alt_text };
  return rich(section(richText(t('[Picture: {alt}]', { alt: alt_text }), { italic: true })));
}

/** A picture that Slack cannot fetch would cost the whole message. */
function drawPortrait({ url, text, alt }: Block & { kind: 'portrait' }): KnownBlock[] {
  if (!isWebAddress(url) || url.length > LONGEST_URL || text.trim() === '') return [];
  const words = { type: 'plain_text' as const, text: shorten(text, LONGEST_HEADING), emoji: false };
  const accessory = {
    type: 'image' as const,
    image_url: url,
    alt_text: shorten(alt, LONGEST_ALT) || t('Picture'),
  };
  return [{ type: 'section', text: words, accessory }];
}

function notShown(blocks: number): KnownBlock {
  const words = t('… {count, plural, one {# more part} other {# more parts}} of this card not shown here.', {
    count: blocks,
  });
  return rich(section(richText(words, { italic: true })));
}

function notice(left: number, before = ''): RichElement[] {
  return left > 0 ? richText(`${before}${leftOutNotice(left)}`, { italic: true }) : [];
}

function section(elements: RichElement[]): RichTextBlock['elements'][number] & { type: 'rich_text_section' } {
  return { type: 'rich_text_section', elements };
}

function rich(...elements: RichTextBlock['elements']): RichTextBlock {
  return { type: 'rich_text', elements };
}
