/**
 * Puts a video up in pieces (resumable uploads). The session's address is a mark, kept before the first byte: whoever goes on
 * asks it how far it got. What has all of its bytes is a private video; whether it is one is told by the session, and when
 * that is over, by the list of what the channel has.
 */
import { t } from '../../kit/t.ts';
import { type Intent, type Marks, type Message, NetworkError, type Outside, type Video } from '../network.ts';
import { NOTHING_RECEIVED, ONE_TRY, onItsWay, type UploadProgress } from '../upload-progress.ts';
import type { YouTubeClient } from './client.ts';
import { type Answered, isGone } from './errors.ts';
import { findLeftBehind } from './left-behind.ts';
import { insertedVideo, takenSchema } from './resource.ts';

export interface Uploading {
  client: YouTubeClient;
  outside: Outside;
  message: Message & { video: Video };
  intent: Intent;
  category: string;
  /** With all marks that there were. */
  note(marks: Marks): Promise<void>;
}

/** Answers the video's id. Throws `NetworkError`: `processing` with how far it is, when there is more to send. */
export async function uploaded(uploading: Uploading): Promise<string> {
  const session = uploading.intent.marks[SESSION];
  if (!session) return sendAnew(uploading);
  const isOver = uploading.outside.clock.now() >= Number(uploading.intent.marks[SESSION_UNTIL] ?? 0);
  const stands = isOver ? 'gone' : await standingOf(uploading, session);
  if (stands !== 'gone') return 'video' in stands ? stands.video : send(uploading, session, stands.received);
  const left = await findLeftBehind(uploading.client, uploading.intent);
  return left ?? sendAnew(uploading);
}

async function sendAnew(uploading: Uploading): Promise<string> {
  const session = await begin(uploading);
  return send({ ...uploading, intent: { ...uploading.intent, marks: {} } }, session, 0);
}

/** Nothing is there yet, so that a lost answer is no matter. */
async function begin({ client, outside, message, intent, category, note }: Uploading): Promise<string> {
  const { size, contentType } = message.video;
  const { headers } = await client.ask({
    ...{ method: 'POST', path: `${UPLOAD}?uploadType=resumable&part=snippet,status`, statuses: [200] },
    headers: { 'x-upload-content-length': String(size), 'x-upload-content-type': contentType },
    json: insertedVideo(message, category, intent),
  });
  const session = headers.get('location') ?? '';
  if (!isOfGoogle(session, client.url))
    throw new NetworkError('unreachable', t('YouTube: it did not say where to send the video.'));
  await note({
    ...{ [SESSION]: session, [SESSION_UNTIL]: String(outside.clock.now() + SESSION_LASTS) },
    ...NOTHING_RECEIVED,
  });
  return session;
}

/** The token goes along with what is sent there. */
function isOfGoogle(session: string, api: string): boolean {
  if (!URL.canParse(session)) return false;
  const { protocol, hostname, origin } = new URL(session);
  return origin === new URL(api).origin || (protocol === 'https:' && hostname.endsWith('.googleapis.com'));
}

type Standing = { video: string } | { received: number };

async function standingOf({ client, message }: Uploading, session: string): Promise<Standing | 'gone'> {
  try {
    const range = `bytes */${message.video.size}`;
    return readStanding(client, await put(client, session, range));
  } catch (error) {
    if (isGone(error)) return 'gone';
    throw error;
  }
}

/** From that byte on, for a while: then somebody else may look at the delivery, and it is gone on with. */
async function send(uploading: Uploading, session: string, from: number): Promise<string> {
  const { client, outside, message } = uploading;
  const { size } = message.video;
  const until = outside.clock.now() + ONE_TRY;
  let sent = from;
  for await (const piece of message.video.pieces(from, PIECE)) {
    const end = sent + piece.byteLength;
    const stands = readStanding(
      client,
      await put(client, session, `bytes ${sent}-${end - 1}/${size}`, piece),
    );
    if ('video' in stands) return stands.video;
    if (stands.received !== end || outside.clock.now() >= until)
      throw await onItsWay(wayOf(uploading), stands.received);
    sent = end;
  }
  // It has every byte, and no video yet.
  throw await onItsWay(wayOf(uploading), sent);
}

function put(
  client: YouTubeClient,
  session: string,
  range: string,
  bytes?: Uint8Array<ArrayBuffer>,
): Promise<Answered> {
  const headers = { 'content-range': range };
  return client.ask({
    ...{ method: 'PUT', path: session, headers, statuses: [200, 201, 308] },
    ...(bytes && { bytes }),
  });
}

function readStanding(client: YouTubeClient, { status, headers, text }: Answered): Standing {
  if (status !== 308) return { video: client.read(text, takenSchema).id };
  const last = /^bytes=0-(\d+)$/.exec(headers.get('range') ?? '')?.[1];
  return { received: last === undefined ? 0 : Number(last) + 1 };
}

function wayOf({ outside, message, intent, note }: Uploading): UploadProgress {
  const now = outside.clock.now();
  return { network: 'YouTube', size: message.video.size, now, marks: intent.marks, note };
}

const SESSION = 'session';
const SESSION_UNTIL = 'session_until';
/** After which a video is put up anew. */
export const NO_SESSION = { [SESSION]: '', [SESSION_UNTIL]: '', ...NOTHING_RECEIVED };

const UPLOAD = '/upload/youtube/v3/videos';
/** Bytes; a multiple of 256 KiB, as all pieces but the last must be. */
const PIECE = 8 * 256 * 1024;
/** Ms; Google ends a session after a week. */
const SESSION_LASTS = 6 * 24 * 3_600_000;
