/**
 * Pictures are decoded one at a time in a process as they are taken in, and one at a time as they are sent: one of a few
 * kilobytes may unpack to hundreds of megabytes. It runs on a thread of its own already (libuv's).
 */
import { inTurns } from '../kit/turns.ts';

/** Whoever runs in one must not ask for it again. */
export const takenIn = inTurns(1);
/** Never waits for what somebody uploads, however much that is. */
export const sentOut = inTurns(1);

/** Loaded when the first picture comes: it costs 28 MB. */
export async function loadSharp() {
  const { default: sharp } = await import('sharp');
  // One thread, and none of it kept: what is sent must not wait for what is drawn.
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}
