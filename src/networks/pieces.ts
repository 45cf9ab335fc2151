/**
 * A request has its effect with its last bytes. Those of a large one are written by themselves, when the system has taken
 * the others: leave for them is given then, and not while a slow line still drains.
 */
export function pieces(bytes: Uint8Array): Uint8Array[] {
  if (bytes.byteLength <= AT_ONCE) return [bytes];
  return [bytes.subarray(0, -TAIL), bytes.subarray(-TAIL)];
}

/** Bytes that the system takes in one go over an idle connection; its smallest buffers hold more. */
export const AT_ONCE = 8_192;
const TAIL = 64;

/** Leave that is refused when a part has gone out already: not the refusal itself, which says that nothing has. */
export function brokenOff(refusal: unknown): Error {
  return new Error(`broken off amid its body: ${refusal instanceof Error ? refusal.message : refusal}`);
}
