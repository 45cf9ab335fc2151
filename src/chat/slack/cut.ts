/** Cuts texts where a reader would: after a paragraph, a line, a word, never inside a character. */
import { t } from '../../kit/t.ts';

/** `kept` has at most `most` UTF-16 units; `kept + left` is the text. */
export function cutText(text: string, most: number): { kept: string; left: string } {
  if (text.length <= most) return { kept: text, left: '' };
  const at = goodPlace(text, Math.max(0, most));
  return { kept: text.slice(0, at), left: text.slice(at) };
}

/** At most `most` UTF-16 units; a cut text ends in an ellipsis. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${cutText(text, most - 1).kept.trimEnd()}…`;
}

/** What stands where something was cut. */
export function leftOutNotice(characters: number): string {
  return t('… {count, number} more {count, plural, one {character} other {characters}} not shown here.', {
    count: characters,
  });
}

function goodPlace(text: string, most: number): number {
  const window = text.slice(0, most);
  for (const separator of ['\n\n', '\n', ' ']) {
    const found = window.lastIndexOf(separator);
    if (found >= most / 2) return found + separator.length;
  }
  return isInsideSurrogatePair(text, most) ? most - 1 : most;
}

function isInsideSurrogatePair(text: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));
}
