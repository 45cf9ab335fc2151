/** The chunks of a video, one after the other; with its last one the video is published. */
import type { Publish, State } from './state.ts';

const TYPES = ['video/mp4', 'video/quicktime', 'video/webm'];

export interface Chunk {
  /** Of the address. */
  query: Record<string, string>;
  type: string;
  /** `bytes 0-1/2` */
  range: string;
  length: number;
}

/** Whether all of the video is there with it: then it is what publishes. */
export function isLast(state: State, { query, range }: Chunk): boolean {
  const publish = publishOf(state, query);
  return publish !== undefined && rangeIn(range)?.to === publish.size - 1;
}

/** Its status. `breakAfter`: no more than so many bytes come; a chunk that is not whole is not kept. */
export async function takeChunk(
  state: State,
  chunk: Chunk,
  bytes: AsyncIterable<Uint8Array>,
  breakAfter = Number.POSITIVE_INFINITY,
): Promise<number | 'broken'> {
  const publish = publishOf(state, chunk.query);
  const upload = state.uploads.get(chunk.query.upload_token ?? '');
  if (!publish || !upload) return 404;
  if (publish.uploadUntil <= state.now) return 403;
  const range = rangeIn(chunk.range);
  if (!range || range.size !== publish.size || !TYPES.includes(chunk.type)) return 400;
  const { from, to } = range;
  if (from !== publish.received) return 416;
  if (to !== endOf(publish, from) || chunk.length !== to - from + 1) return 400;
  const whole = await collected(bytes, to - from + 1, breakAfter);
  // Another one may have come meanwhile.
  if (!whole || from !== publish.received) return 'broken';
  upload.seen.update(whole);
  publish.received = to + 1;
  if (publish.received < publish.size) return 206;
  publish.hash = upload.seen.digest('hex');
  publish.completeAt = state.now;
  state.uploads.delete(chunk.query.upload_token ?? '');
  return 201;
}

/** All but the last are of one size; the last has the rest. */
function endOf({ size, chunk, chunks }: Publish, from: number): number {
  return from / chunk >= chunks - 1 ? size - 1 : from + chunk - 1;
}

function publishOf(
  state: State,
  { upload_id, upload_token = '' }: Record<string, string>,
): Publish | undefined {
  const publish = state.publishes.get(state.uploads.get(upload_token)?.publish ?? '');
  return publish?.post === upload_id ? publish : undefined;
}

function rangeIn(range: string): { from: number; to: number; size: number } | undefined {
  const [, from, to, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range) ?? [];
  return from === undefined ? undefined : { from: Number(from), to: Number(to), size: Number(size) };
}

async function collected(
  bytes: AsyncIterable<Uint8Array>,
  length: number,
  breakAfter: number,
): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = [];
  let came = 0;
  try {
    for await (const piece of bytes) {
      pieces.push(piece);
      came += piece.byteLength;
      if (came >= breakAfter || came > length) return undefined;
    }
  } catch {
    return undefined;
  }
  return came === length ? Buffer.concat(pieces) : undefined;
}
