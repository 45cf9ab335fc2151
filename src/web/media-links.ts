/**
 * Addresses of pictures for networks that fetch them: signed with a key of their own, for a day, and for one picture by the
 * hash of its bytes. Nothing is kept of them, so whichever process answers knows them.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export interface MediaLinks {
  linkTo(asked: AskedMedia): string;
  /** Undefined: it is none of ours, or it is over. */
  read(token: string): AskedMedia | undefined;
}

export interface AskedMedia {
  /** SHA-256 of the picture's bytes, hex. */
  hash: string;
  /** As it was given, or as a JPEG. */
  as: 'given' | 'jpeg';
}

export interface MediaLinksOptions {
  key: Uint8Array;
  /** Epoch ms. */
  now(): number;
  /** Where we are reached, without a slash at its end. */
  base(): string;
}

/** The path below which pictures stand. */
export const MEDIA_PATH = '/media';

export function createMediaLinks({ key, now, base }: MediaLinksOptions): MediaLinks {
  const derived = Buffer.from(hkdfSync('sha256', key, '', 'bellwether public media', 32));
  const sign = (words: string) => createHmac('sha256', derived).update(words).digest('base64url');
  return {
    linkTo({ hash, as }) {
      const until = Math.floor((now() + LASTS) / 1_000);
      const said = Buffer.from(JSON.stringify([hash, as, until])).toString('base64url');
      return `${base()}${MEDIA_PATH}/${said}.${sign(said)}`;
    },
    read(token) {
      const [said = '', signature = ''] = token.split('.', 2);
      const [one, other] = [Buffer.from(signature), Buffer.from(sign(said))];
      if (one.length !== other.length || !timingSafeEqual(one, other)) return undefined;
      const [hash, as, until] = payload.parse(JSON.parse(Buffer.from(said, 'base64url').toString()));
      return until * 1_000 > now() ? { hash, as } : undefined;
    },
  };
}

const payload = z.tuple([z.string(), z.enum(['given', 'jpeg']), z.number()]);

/** ms: as long as the networks keep what was made of them and not published. */
const LASTS = 24 * 3_600_000;
