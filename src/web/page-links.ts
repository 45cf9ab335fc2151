/** Links to pages: each for one page, one subject and one person, and for a while. Nothing about them is stored. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export interface PageLinks {
  /** `subject`: what the page is about, in its own terms. `lasts`: ms; half an hour unless told. */
  linkTo(page: string, subject: string, personId: number, lasts?: number): string;
  /** What a token says; undefined when it was not made here, was changed, or is too old. */
  read(token: string): Granted | undefined;
  /** Goes with every form that a visit shows. */
  formToken(token: string): string;
  isFormToken(given: string, token: string): boolean;
  /** Known of a token to us alone (43 characters): what a network is to be shown when a visit comes back from there. */
  proof(token: string): string;
}

export interface Granted {
  page: string;
  subject: string;
  personId: number;
}

export interface PageLinksOptions {
  /** SECRET_KEY; 32 bytes. The key of the links is derived from it. */
  key: Uint8Array;
  /** Epoch ms. */
  now(): number;
  /** Where people reach us, without a slash at its end. */
  base(): string;
}

/** The path below which pages stand. */
export const PAGES_PATH = '/pages';

export function createPageLinks({ key, now, base }: PageLinksOptions): PageLinks {
  const derived = Buffer.from(hkdfSync('sha256', key, '', 'bellwether page links', 32));
  const sign = (what: string, words: string) =>
    createHmac('sha256', derived).update(`${what}:${words}`).digest('base64url');
  return {
    linkTo(page, subject, personId, lasts = LASTS) {
      const until = Math.floor((now() + lasts) / 1_000);
      const said = Buffer.from(JSON.stringify([page, subject, personId, until])).toString('base64url');
      return `${base()}${PAGES_PATH}/${page}?link=${said}.${sign('link', said)}`;
    },
    read(token) {
      const [said = '', signature = ''] = token.split('.', 2);
      if (!isSame(signature, sign('link', said))) return undefined;
      const [page, subject, personId, until] = payload.parse(
        JSON.parse(Buffer.from(said, 'base64url').toString()),
      );
      return until * 1_000 > now() ? { page, subject, personId } : undefined;
    },
    formToken: (token) => sign('form', token),
    isFormToken: (given, token) => isSame(given, sign('form', token)),
    proof: (token) => sign('proof', token),
  };
}

const payload = z.tuple([z.string(), z.string(), z.number(), z.number()]);

/** In constant time. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** ms */
const LASTS = 30 * 60_000;
