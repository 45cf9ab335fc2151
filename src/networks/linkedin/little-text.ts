/**
 * LinkedIn's "little text", in which a post's commentary is written. A reserved sign that stands bare cuts off the rest
 * without a word, so each gets a backslash; tags are written as tags, or they would be no links.
 */

const RESERVED = /[\\|{}@[\]()<>#*_~]/g;
/** A letter is in it, and nothing joins it to a word before. */
const TAG = /(?<![\p{L}\p{N}_#&/])#([\p{L}\p{N}]*\p{L}[\p{L}\p{N}]*)(?![\p{L}\p{N}_])/gu;

/** What a post's text is sent as. */
export function toLittleText(text: string): string {
  let end = 0;
  let written = '';
  for (const { index, 0: tag, 1: word } of text.matchAll(TAG)) {
    written += `${escaped(text.slice(end, index))}{hashtag|\\#|${word}}`;
    end = index + tag.length;
  }
  return written + escaped(text.slice(end));
}

/** As people read it: of what was written by us or by others. */
export function fromLittleText(written: string): string {
  return written
    .replace(/\{hashtag\|\\?#\|((?:\\.|[^|}\\])+)\}/g, '#$1')
    .replace(/@\[((?:\\.|[^\]\\])+)\]\(urn:li:[^)]*\)/g, '$1')
    .replace(/\\([\\|{}@[\]()<>#*_~])/g, '$1');
}

/** With the backslashes, which may count; a tag counts as it is read. */
export function escaped(text: string): string {
  return text.replace(RESERVED, '\\$&');
}
