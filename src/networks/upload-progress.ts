/**
 * How far an upload is, in marks: the most that the network ever had, and since when. It goes on at once where that grew; what
 * does not grow is worked on since it last did, so that somebody is asked when it takes too long.
 */
import { t } from '../kit/t.ts';
import { type Marks, NetworkError } from './network.ts';

export interface UploadProgress {
  /** As people write it: `TikTok`. */
  network: string;
  /** Bytes in all. */
  size: number;
  /** Epoch ms. */
  now: number;
  /** As they were when this try began. */
  marks: Marks;
  note(marks: Marks): Promise<void>;
}

/** Ends a try amid an upload. `received`: bytes that the network has now. */
export async function onItsWay(
  { network, size, now, marks, note }: UploadProgress,
  received: number,
): Promise<NetworkError> {
  const { [RECEIVED]: before, [RECEIVED_AT]: since } = marks;
  const hasGrown = received > Number(before || -1);
  if (hasGrown) await note({ [RECEIVED]: String(received), [RECEIVED_AT]: String(now) });
  const percent = Math.floor((received / size) * 100);
  return new NetworkError('processing', t('{network} has {percent} % of the video.', { network, percent }), {
    processingSince: hasGrown ? now : Number(since || now),
    ...(hasGrown && { retryAfter: 1_000 }),
  });
}

/**
 * A part was refused: what was begun may be over, or not be what was thought. It is begun anew, a few times. `over`: marks that
 * say so. Throws.
 */
export async function beginAnew(
  error: unknown,
  { marks, note }: Pick<UploadProgress, 'marks' | 'note'>,
  over: Marks,
): Promise<never> {
  if (!(error instanceof NetworkError) || error.reason !== 'refused') throw error;
  const times = Number(marks[REFUSED] || 0) + 1;
  await note({ ...over, [REFUSED]: times < MOST_TIMES ? String(times) : '' });
  if (times >= MOST_TIMES) throw error;
  throw new NetworkError('unreachable', error.message, { cause: error.cause });
}

/** Where an address itself says who may send there, a refusal says nothing of the account. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof NetworkError) || error.reason !== 'unauthorized') return error;
  return new NetworkError('refused', error.message, { cause: error });
}

/** Ms for which one try sends: a freeze waits for it, though nobody sees any of it. */
export const ONE_TRY = 10_000;

/** Bytes. */
export const RECEIVED = 'received';
/** Epoch ms. */
const RECEIVED_AT = 'received_at';
/** How often a part was refused. */
const REFUSED = 'video_refused';
const MOST_TIMES = 3;
/** Of an upload that begins. */
export const NOTHING_RECEIVED = { [RECEIVED]: '', [RECEIVED_AT]: '' };
