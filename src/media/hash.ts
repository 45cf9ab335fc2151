/** SHA-256 of the bytes, hex: the name by which media are kept and approved. */
import { createHash } from 'node:crypto';

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
