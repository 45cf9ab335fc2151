/**
 * How a message of ours is found again. Discord keeps no nonce with a message, but it keeps the numbers that an
 * app gives to components. The card's container and its first component carry two numbers made of our key:
 * invisible to readers, kept with the message, and too large to be given by Discord (it counts from 1).
 */
import { createHash } from 'node:crypto';

export type Mark = readonly [number, number];

/** Two different numbers of 30 bits, each above a billion. */
export function markOf(key: string): Mark {
  const digest = createHash('sha256').update(key).digest();
  const one = numberAt(digest, 0);
  const other = numberAt(digest, 4);
  return [one, one === other ? other ^ 1 : other];
}

export interface Marked {
  components: { id?: number; components?: { id?: number }[] }[];
}

/** The mark that a message carries, whoever set it. */
export function markIn(message: Marked): Mark | undefined {
  const [container] = message.components;
  const one = container?.id;
  const other = container?.components?.[0]?.id;
  return one === undefined || other === undefined ? undefined : [one, other];
}

export function sameMark(one: Mark | undefined, other: Mark): boolean {
  return one?.[0] === other[0] && one[1] === other[1];
}

function numberAt(digest: Buffer, offset: number): number {
  return (digest.readUInt32BE(offset) & 0x3fffffff) | 0x40000000;
}
