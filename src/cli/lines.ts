/** The lines of a stream of UTF-8, ended by a line feed alone: a text may hold every other separator. */
import type { Readable } from 'node:stream';

/**
 * Bytes that are no UTF-8 become replacement characters, so that each line in stays one line. Of a line longer than
 * `most` UTF-16 units the rest is dropped; without an end the last line counts too, unless it is empty.
 */
export async function* linesOf(input: Readable, most: number): AsyncGenerator<string> {
  input.setEncoding('utf8');
  let line = '';
  for await (const chunk of input as AsyncIterable<string>) {
    const parts = chunk.split('\n');
    for (const part of parts.slice(0, -1)) {
      yield withoutReturn(line + part).slice(0, most);
      line = '';
    }
    if (line.length <= most) line += parts.at(-1);
  }
  if (line !== '') yield withoutReturn(line).slice(0, most);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
