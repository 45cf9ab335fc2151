/** A text as X reads it, by X's own library. Loaded when the first text is looked at: it takes its time. */
import extractUrlsWithIndices from 'twitter-text/dist/extractUrlsWithIndices.js';
import parseTweet from 'twitter-text/dist/parseTweet.js';

/** Emoji and signs of many scripts weigh two, a link 23. */
export function weightOf(text: string): number {
  return parseTweet(text).weightedLength;
}

/** As they are written, with or without a scheme. */
export function linksIn(text: string): string[] {
  return extractUrlsWithIndices(text).map(({ url }) => url);
}

/** The same of texts that say the same: as X gives links and blanks back. */
export function comparable(text: string): string {
  const plain = text.normalize('NFC');
  let compared = '';
  let from = 0;
  for (const { url, indices } of extractUrlsWithIndices(plain)) {
    compared += plain.slice(from, indices[0]) + comparableLink(url);
    from = indices[1];
  }
  return (compared + plain.slice(from)).replace(/\s+/g, ' ').trim();
}

function comparableLink(link: string): string {
  const [, host = '', rest = ''] = /^(?:https?:\/\/)?([^/?#]+)(.*)$/is.exec(link) ?? [];
  return `${host.toLowerCase()}${rest.replace(/\/$/, '')}`;
}
