/**
 * Counts as Mastodon does (its StatusLengthValidator): graphemes, where an address counts a fixed number and a remote
 * mention counts without its domain.
 */
import { graphemes } from '../text.ts';

/** `perUrl`: what the instance reserves for an address. The warning before the text counts as it stands. */
export function countFor(perUrl: number): (text: string, warning?: string) => number {
  const placeholder = 'x'.repeat(perUrl);
  return (text, warning = '') => {
    if (text.trim() === '') return graphemes(warning);
    const shortened = text
      .replace(ADDRESS, (found) => placeholder + found.slice(lengthOf(found)))
      .replace(REMOTE_MENTION, '@$1');
    return graphemes(warning + shortened);
  };
}

/**
 * Scheme, host with a dot, port, path with balanced brackets, query. Top-level domains are not looked up in a list, so a
 * made-up one counts as an address; the instance has the last word.
 */
const ADDRESS =
  /(?<![A-Za-z0-9@＠$#＃])https?:\/\/(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?\.)+(?:xn--[a-z0-9-]+|\p{L}{2,})(?::\d+)?(?:\/(?:[^\s<>()?]|\((?:[^\s<>()?]|\([^\s<>()?]*\))*\))*)?(?:\?[^\s<>"{}\\`]*)?/giu;
const REMOTE_MENTION =
  /(?<![=/\p{L}\p{N}_])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@[\p{L}\p{N}_]+(?:[.-]+[\p{L}\p{N}_]+)*(?!@|:\/\/)/giu;

/** Without the punctuation that ends the sentence rather than the address. */
function lengthOf(found: string): number {
  const tail = found.includes('?') ? /[^A-Za-z0-9_&=#/\u00a0-\uffff-]+$/ : /[?!*"'「」;:=,.$%[\]~&|@]+$/;
  return found.replace(tail, '').length;
}
