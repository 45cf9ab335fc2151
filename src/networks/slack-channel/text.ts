/** A text as Slack takes it. */
import type { RichTextBlock, RichTextLink, RichTextText } from '@slack/web-api';

/** For the `text` of a message: nothing in it can become a link, a ping or a channel. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Taken letter by letter; addresses become links. */
export function richText(text: string): RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: partsOf(text) }] };
}

function partsOf(text: string): (RichTextText | RichTextLink)[] {
  const parts: (RichTextText | RichTextLink)[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const url = match[0].replace(CLOSING, '');
    if (match.index > end) parts.push({ type: 'text', text: text.slice(end, match.index) });
    parts.push({ type: 'link', url });
    end = match.index + url.length;
  }
  if (end < text.length) parts.push({ type: 'text', text: text.slice(end) });
  return parts;
}

const ADDRESS = /https?:\/\/[^\s<>"]{2,}/gi;
/** What ends the sentence rather than the address; a bracket that was opened inside stays. */
const CLOSING = /(?:[.,;:!?'»”’\]}]|(?<!\([^()]*)\))+$/;
