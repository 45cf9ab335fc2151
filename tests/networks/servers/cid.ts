/** Content ids as the AT Protocol writes them: CIDv1, raw, SHA-256, base32. */
import { createHash } from 'node:crypto';

export function cidOf(content: Buffer | string): string {
  const digest = createHash('sha256').update(content).digest();
  return `b${base32(Buffer.concat([Buffer.from([0x01, 0x55, 0x12, 0x20]), digest]))}`;
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => ALPHABET[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
