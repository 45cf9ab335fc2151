/**
 * The protocol of resumable uploads: a session for what is to come, its bytes in pieces, and the question how far it got.
 * Of the bytes their hash is kept, and not they themselves.
 */
import { invalid, noVideo, YouTubeError } from './error.ts';
import { readInserted, shownVideo } from './resource.ts';
import type { Session, State, Token } from './state.ts';

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface Asked {
  state: State;
  headers: { get(name: string): string | null };
  query: Record<string, string>;
}

const UNIT = 256 * 1024;
/** Bytes. */
const LARGEST = 256 * 1024 ** 3;

/** `origin`: as it was asked. Throws as Google refuses. */
export function initiate(
  { state, headers, query }: Asked,
  token: Token,
  body: unknown,
  origin: string,
): Answer {
  state.checkScope(token, 'youtube.upload', 'youtube', 'youtube.force-ssl');
  if (query.uploadType !== 'resumable') throw invalid('invalidUploadType', 'Only resumable uploads.');
  if (query.part !== 'snippet,status') throw invalid('unexpectedPart', `'${query.part}'`);
  state.channelOf(token);
  const { snippet, status } = readInserted(body);
  const size = Number(headers.get('x-upload-content-length') ?? Number.NaN);
  const type = headers.get('x-upload-content-type') ?? '';
  if (!Number.isSafeInteger(size) || size < 1 || size > LARGEST)
    throw invalid('invalidContentLength', 'X-Upload-Content-Length is missing or out of bounds.');
  if (!/^video\/|^application\/octet-stream$/.test(type))
    throw invalid('mediaTypeNotSupported', `Media type '${type}' is not supported.`);
  state.spend({ inserts: 1 });
  const { user, app } = token;
  const { id } = state.beginSession({ user, app, snippet, status, size, type });
  const more = new URLSearchParams({ uploadType: 'resumable', part: query.part, upload_id: id });
  return { status: 200, headers: { location: `${origin}/upload/youtube/v3/videos?${more}` } };
}

/** `breakAfter`: no more than so many bytes come. Throws as Google refuses. */
export async function upload(
  { state, headers, query }: Asked,
  bytes: AsyncIterable<Uint8Array>,
  breakAfter = Number.POSITIVE_INFINITY,
): Promise<Answer | 'broken'> {
  const session = state.sessions.get(query.upload_id ?? '');
  if (!session) throw noSession(404);
  if (session.expiresAt <= state.now) throw noSession(410);
  const range = headers.get('content-range') ?? '';
  if (range === `bytes */${session.size}`) return standing(state, session);
  const [, first, last, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (!first || Number(size) !== session.size || to >= session.size || to < from)
    throw invalid('badContentRange', `'${range}'`);
  if (session.video !== undefined) return standing(state, session);
  // What does not go on where it left off is not taken; the answer says where that is.
  if (from !== session.received) return standing(state, session);
  const isLast = to + 1 === session.size;
  if ((to + 1 - from) % UNIT !== 0 && !isLast)
    throw invalid('badChunkSize', 'Chunks must be multiples of 256 KiB, but for the last one.');
  const isWhole = await take(session, bytes, to + 1, breakAfter);
  if (session.received === session.size) finish(state, session);
  return isWhole ? standing(state, session) : 'broken';
}

/** Whole units are kept of what breaks off. */
async function take(
  session: Session,
  bytes: AsyncIterable<Uint8Array>,
  until: number,
  breakAfter: number,
): Promise<boolean> {
  let begun: Buffer = Buffer.alloc(0);
  let came = 0;
  const keep = (count: number) => {
    session.seen.update(begun.subarray(0, count));
    session.received += count;
    begun = begun.subarray(count);
  };
  try {
    for await (const piece of bytes) {
      came += piece.byteLength;
      begun = Buffer.concat([begun, piece]);
      if (session.received + begun.length > until) return false;
      if (begun.length >= UNIT) keep(begun.length - (begun.length % UNIT));
      if (came >= breakAfter) return false;
    }
  } catch {
    return false;
  }
  if (session.received + begun.length !== until) return false;
  keep(begun.length);
  return true;
}

function finish(state: State, session: Session): void {
  const { user, app, snippet, status, size, seen } = session;
  const isLocked = state.world.apps.find(({ id }) => id === app)?.standing === 'unaudited';
  const id = state.newVideoId();
  session.video = id;
  state.videos.set(id, {
    ...{ id, channel: state.channelOf({ user }).id, snippet, size, isLocked },
    status: isLocked ? { ...status, privacyStatus: 'private' } : status,
    ...{ uploadedAt: state.now, hash: seen.digest('hex'), views: 0, likes: 0, comments: 0 },
  });
}

function standing(state: State, { video: id, received }: Session): Answer {
  if (id === undefined)
    return {
      status: 308,
      // Where nothing has come there is none.
      headers: received > 0 ? { range: `bytes=0-${received - 1}` } : {},
    };
  const video = state.videos.get(id);
  if (!video) throw noVideo();
  return { status: 200, body: shownVideo(state, video, 'snippet,status') };
}

const noSession = (status: 404 | 410) =>
  new YouTubeError(status, 'uploadNotFound', 'Upload session not found.', 'global');
