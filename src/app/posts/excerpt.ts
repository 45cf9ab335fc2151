import { shortened } from '../../kit/storable.ts';

/** The beginning of a text, on one line. */
export function excerptOf(words: string): string {
  return shortened(words.replaceAll(/\s+/g, ' ').trim(), LONGEST);
}

const LONGEST = 60;
