/**
 * Pictures are decoded one at a time in a process as they are taken in, and one at a time as they are sent: one of a few
 * kilobytes may unpack to hundreds of megabytes. Each of the two has a process of its own that decodes.
 */
import { inTurns } from '../kit/turns.ts';
import { type Decoded, Decoder } from './decoder/decoder.ts';
import type { Task } from './decoder/protocol.ts';

/** Whoever runs in one must not ask for it again. */
export const takenIn = inTurns(1);
/** Never waits for what somebody uploads, however much that is, and is not ended by it. */
export const sentOut = inTurns(1);

/** Throws `BrokeOff`. */
export type Decode = (task: Task, bytes: Uint8Array) => Promise<Decoded>;

export const decodeTakenIn: Decode = (task, bytes) => takenIn(() => forTakenIn.decode(task, bytes));
export const decodeSentOut: Decode = (task, bytes) => sentOut(() => forSentOut.decode(task, bytes));

const forTakenIn = new Decoder();
const forSentOut = new Decoder();
