import { cut } from '../../kit/storable.ts';

/** The beginning of a text, on one line. */
export function excerptOf(words: string): string {
  const line = words.replaceAll(/\s+/g, ' ').trim();
  return line.length <= LONGEST ? line : `${cut(line, LONGEST - 1).trimEnd()}…`;
}

const LONGEST = 60;
