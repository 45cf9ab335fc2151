/**
 * Slack's own markup, for the two places where rich text cannot stand: small print below a card, and the plain
 * text that comes with each message for notifications.
 * Source: https://docs.slack.dev/messaging/formatting-message-text
 */

import type { ContextBlock } from '@slack/web-api';
import { t } from '../../kit/t.ts';
import { type Card, type Inline, type Part, parts, plainInline, plainText } from '../card.ts';
import { leftOutNotice, shorten } from './cut.ts';
import { slackTyped } from './names.ts';
import { DATE_FORMATS, isWebAddress, showableSeconds, timeFallback } from './rich-text.ts';

type ContextElement = ContextBlock['elements'][number];

const MOST_ELEMENTS = 10;
const LONGEST_ELEMENT = 3000;
/** chat.update takes 4,000 characters of text, less than chat.postMessage; escapes count, up to five for one. */
const LONGEST_FALLBACK = 3900;

/** The three characters that Slack's markup is made of. */
export function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** The text beside the blocks: notifications and screen readers take it. It can ping nobody. */
export function fallbackText(shown: Card): string {
  const text = plainText(shown).trim() || t('(no text)');
  const escaped = escapeMarkup(shorten(text, LONGEST_FALLBACK));
  return escaped.length <= LONGEST_FALLBACK ? escaped : escapeMarkup(shorten(text, LONGEST_FALLBACK / 5));
}

/**
 * Small print: one line of markup where the words hold nothing that markup would change. Else words and parts are
 * elements of their own, which Slack sets apart a little. At most `most` characters of words.
 */
export function contextElements(inline: Inline, most: number): ContextElement[] {
  const runs = mergeWords(parts(inline));
  if (runs.length > MOST_ELEMENTS || plainInline(inline).length > most)
    return [plain(cutWords(plainInline(inline), most))];
  const elements = runs.map(contextElement).filter((element) => !('text' in element) || element.text !== '');
  const line = runs.map((run, index) => (typeof run === 'string' ? run : textOf(elements[index]))).join('');
  return runs.length > 1 && runs.length === elements.length && runs.every(isHarmless)
    ? [markup(line)]
    : elements;
}

/** Reads the same as markup and as plain text. */
function isHarmless(run: string | Part): boolean {
  if (typeof run === 'object' && run.type === 'time') return true;
  return !/[*_~`<>&]|:[\w+-]+:/.test(plainInline(run));
}

function textOf(element: ContextElement | undefined): string {
  return element && 'text' in element ? element.text : '';
}

function contextElement(run: string | Part): ContextElement {
  if (typeof run === 'string') return plain(run);
  switch (run.type) {
    case 'strong':
      return plain(run.text);
    case 'code':
      return plain(slackTyped(run.text));
    case 'link':
      return linkElement(run.url, run.label || run.url);
    case 'time':
      return timeElement(run.at, run.style);
    case 'person':
      return plain(run.name);
  }
}

function timeElement(at: number, style: 'full' | 'relative'): ContextElement {
  const seconds = showableSeconds(at);
  return seconds === undefined
    ? plain(String(at))
    : markup(`<!date^${seconds}^${DATE_FORMATS[style]}|${timeFallback(at)}>`);
}

/** `|` and `>` would end the address or the label early. */
function linkElement(url: string, label: string): ContextElement {
  if (!isWebAddress(url)) return plain(`${label} (${url})`);
  const address = new URL(url).href.replace(/\|/g, '%7C').replace(/</g, '%3C').replace(/>/g, '%3E');
  const link = `<${address.replace(/&/g, '&amp;')}|${escapeMarkup(label.replace(/\|/g, '¦'))}>`;
  return link.length <= LONGEST_ELEMENT ? markup(link) : plain(`${label} (${url})`);
}

function mergeWords(all: (string | Part)[]): (string | Part)[] {
  const merged: (string | Part)[] = [];
  for (const part of all) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  return merged.filter((run) => typeof run !== 'string' || run.trim() !== '' || merged.length === 1);
}

function cutWords(words: string, most: number): string {
  if (words.length <= most) return words;
  const kept = shorten(words, most);
  return `${kept} ${leftOutNotice(words.length - kept.length + 1)}`;
}

function plain(text: string): ContextElement {
  return { type: 'plain_text', text: text.trim(), emoji: false };
}

function markup(text: string): ContextElement {
  return { type: 'mrkdwn', text, verbatim: true };
}
