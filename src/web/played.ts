/** Gives out what a page plays: all of it or one range of bytes, read as the browser takes it. */
import { streamOf } from '../kit/byte-stream.ts';
import { rangeOf } from './byte-range.ts';
import type { PlayedFile } from './page.ts';
import { PLAYING } from './page-frame.ts';

/** `range`: the header, as RFC 9110 has it. */
export function played({ contentType, size, read }: PlayedFile, range: string | undefined): Response {
  const asked = rangeOf(range, size);
  if (asked === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } });
  const { from, to } = asked ?? { from: 0, to: size - 1 };
  return new Response(streamOf(read(from, to + 1)), {
    status: asked ? 206 : 200,
    headers: {
      ...PLAYING,
      'content-type': contentType,
      'content-length': String(to - from + 1),
      'accept-ranges': 'bytes',
      'content-disposition': 'inline',
      ...(asked && { 'content-range': `bytes ${from}-${to}/${size}` }),
    },
  });
}
