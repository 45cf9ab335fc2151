/**
 * Inline text as elements of Slack's rich text. Rich text knows no markup: a person's `*stars*`, `:smile:` and
 * `<!channel>` stay what they typed, so this is the one way here to show words that are not ours.
 * Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */

import type { RichTextDate, RichTextLink, RichTextText, RichTextUserMention } from '@slack/web-api';
import { type Inline, type Part, parts } from '../card.ts';
import { cutText } from './cut.ts';
import { slackTyped } from './names.ts';

export type RichElement = RichTextText | RichTextDate | RichTextLink | RichTextUserMention;

/** A text element longer than this is split in two, which nobody sees: Slack's texts end there. */
const LONGEST_TEXT = 3000;
/** Longest address that Slack takes in a button or a picture; a longer one is shown as text. */
export const LONGEST_URL = 3000;

export const SLACK = 'slack';

export const DATE_FORMATS = { full: '{date_short_pretty} at {time}', relative: '{ago}' } as const;

export function richElements(inline: Inline): RichElement[] {
  return parts(inline).flatMap(richPart);
}

export function richText(text: string, style?: RichTextText['style']): RichElement[] {
  const pieces: RichElement[] = [];
  for (let rest = text; rest !== ''; ) {
    const { kept, left } = cutText(rest, LONGEST_TEXT);
    pieces.push({ type: 'text', text: kept, ...(style && { style }) });
    rest = left;
  }
  return pieces;
}

/** The first elements, together at most `most` characters, and how many characters were left out. */
export function cutElements(elements: RichElement[], most: number): { kept: RichElement[]; left: number } {
  const kept: RichElement[] = [];
  let room = most;
  let left = 0;
  for (const element of elements) {
    const { piece, over } = left > 0 ? { piece: undefined, over: lengthOf(element) } : fitting(element, room);
    if (piece) kept.push(piece);
    left += over;
    room -= lengthOf(element) - over;
  }
  return { kept, left };
}

export function lengthOf(element: RichElement): number {
  return element.type === 'text'
    ? element.text.length
    : element.type === 'link'
      ? (element.text ?? '').length
      : 20;
}

/** What a reader sees when the time cannot be shown in their zone. */
export function timeFallback(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

export function isWebAddress(url: string): boolean {
  return url.length <= LONGEST_URL && /^(https?|mailto):/.test(url) && URL.canParse(url);
}

/** A time of a card that Slack can show: whole seconds, in the years that it knows. */
export function showableSeconds(at: number): number | undefined {
  return Number.isFinite(at) && at >= 0 && at < 8.64e15 ? Math.floor(at / 1000) : undefined;
}

function richPart(part: string | Part): RichElement[] {
  if (typeof part === 'string') return richText(part);
  switch (part.type) {
    case 'strong':
      return richText(part.text, { bold: true });
    case 'code':
      return richText(slackTyped(part.text), { code: true });
    case 'link':
      return richLink(part.url, part.label || part.url);
    case 'time':
      return richTime(part.at, part.style);
    case 'person':
      // A mention would notify them, which a card's `ping` alone does.
      return richText(part.name);
  }
}

function richLink(url: string, text: string): RichElement[] {
  const fits = isWebAddress(url) && text.length <= LONGEST_TEXT;
  return fits ? [{ type: 'link', url, text }] : richText(`${text} (${url})`);
}

function richTime(at: number, style: 'full' | 'relative'): RichElement[] {
  const timestamp = showableSeconds(at);
  if (timestamp === undefined) return richText(String(at));
  return [{ type: 'date', timestamp, format: DATE_FORMATS[style], fallback: timeFallback(at) }];
}

function fitting(element: RichElement, room: number): { piece?: RichElement; over: number } {
  const length = lengthOf(element);
  if (length <= room) return { piece: element, over: 0 };
  if (element.type !== 'text') return { over: length };
  const { kept } = cutText(element.text, room);
  return {
    piece: kept === '' ? undefined : { ...element, text: kept },
    over: length - kept.length,
  };
}
