/**
 * Addresses of pictures and videos for networks that fetch them: signed with a key of their own, for a day, and for one by the
 * hash of its bytes. Nothing is kept of them, so whichever process answers knows them.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export interface MediaLinks {
  linkTo(asked: AskedMedia): string;
  /** Undefined: it is none of ours, or it is over. */
  read(token: string): AskedMedia | undefined;
}

/** `hash`: SHA-256 of its bytes, hex. A picture as it was given, or as a JPEG. */
export type AskedMedia =
  | { hash: string; as: 'given' | 'jpeg' }
  /** `piecesHash`: SHA-256 (hex) of the hashes of its pieces, as it was approved. */
  | { hash: string; as: 'video'; piecesHash: string };

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
    linkTo(asked) {
      const until = Math.floor((now() + LASTS) / 1_000);
      const said = Buffer.from(JSON.stringify(payloadOf(asked, until))).toString('base64url');
      return `${base()}${MEDIA_PATH}/${said}.${sign(said)}`;
    },
    read(token) {
      const [said = '', signature = ''] = token.split('.', 2);
      const [one, other] = [Buffer.from(signature), Buffer.from(sign(said))];
      if (one.length !== other.length || !timingSafeEqual(one, other)) return undefined;
      const [hash, as, until, piecesHash = ''] = payload.parse(
        JSON.parse(Buffer.from(said, 'base64url').toString()),
      );
      if (until * 1_000 <= now()) return undefined;
      return as === 'video' ? { hash, as, piecesHash } : { hash, as };
    },
  };
}

function payloadOf(asked: AskedMedia, until: number) {
  const { hash, as } = asked;
  return asked.as === 'video' ? [hash, as, until, asked.piecesHash] : [hash, as, until];
}

const payload = z.tuple([z.string(), z.enum(['given', 'jpeg', 'video']), z.number(), z.string().optional()]);

/** ms: as long as the networks keep what was made of them and not published. */
const LASTS = 24 * 3_600_000;
