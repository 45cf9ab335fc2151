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

/** Bytes. */
export const RECEIVED = 'received';
/** Epoch ms. */
const RECEIVED_AT = 'received_at';
/** Of an upload that begins. */
export const NOTHING_RECEIVED = { [RECEIVED]: '', [RECEIVED_AT]: '' };
