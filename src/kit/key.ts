/** Keys that travel to other systems: short, unguessable, never used twice, also after the database was made anew. */
import { randomBytes } from 'node:crypto';

/** 20 characters of [a-z0-9], 99 bits. */
export function randomKey(): string {
  const value = BigInt(`0x${randomBytes(13).toString('hex')}`);
  return value.toString(36).padStart(20, '0').slice(-20);
}
