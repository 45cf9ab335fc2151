/** Seals small secrets for keeping (AES-256-GCM); what was changed or sealed with another key does not open. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface Seal {
  seal(plain: string, context: string): string;
  /** Throws when it was tampered with, sealed with another key, or for another context. */
  open(sealed: string, context: string): string;
  /** Sealed with the key of today. */
  isCurrent(sealed: string, context: string): boolean;
}

/**
 * `key`: 32 bytes. `context` (a target's name) is bound in: a sealed value moved elsewhere does not open. What a
 * `previous` key has sealed still opens, and is sealed with the new one when it is sealed again.
 */
export function createSeal(key: Uint8Array, previous?: Uint8Array): Seal {
  return {
    seal(plain, context) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed, context) {
      try {
        return openWith(key, sealed, context);
      } catch (error) {
        if (!previous) throw error;
        return openWith(previous, sealed, context);
      }
    },
    isCurrent(sealed, context) {
      try {
        openWith(key, sealed, context);
        return true;
      } catch {
        return false;
      }
    },
  };
}

function openWith(key: Uint8Array, sealed: string, context: string): string {
  const all = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, all.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(context)).setAuthTag(all.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(all.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
}

const NONCE = 12;
const TAG = 16;
