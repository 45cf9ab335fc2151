/** Record keys of the AT Protocol (https://atproto.com/specs/tid): they sort by time. */
import { createHash } from 'node:crypto';

/**
 * A TID of that instant. What it holds beyond milliseconds (microseconds and the clock's id, 20 bits in all) comes from
 * our key, so that two deliveries of one millisecond differ, and one delivery always has the same.
 */
export function recordKey({ key, at }: { key: string; at: number }): string {
  const chance = createHash('sha256').update(key).digest().readUInt32BE();
  const microseconds = BigInt(at) * 1000n + BigInt(chance % 1000);
  const clock = BigInt(Math.floor(chance / 1000) % 1024);
  return encode((microseconds << 10n) | clock);
}

const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz';
const LENGTH = 13;

function encode(value: bigint): string {
  return Array.from({ length: LENGTH }, (_, index) => {
    const shift = BigInt(5 * (LENGTH - 1 - index));
    return ALPHABET[Number((value >> shift) & 31n)];
  }).join('');
}
