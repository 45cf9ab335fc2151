/** Meta fetches a picture or a video by its address, as anybody on the internet would. */
import { createHash } from 'node:crypto';

export interface FetchedPicture {
  type: string;
  bytes: Uint8Array;
  width: number;
  height: number;
}

export interface FetchedVideo {
  type: string;
  /** Bytes. */
  size: number;
  /** SHA-256 of them, hex. */
  hash: string;
}

/** Undefined: it could not be had, or is no picture. This machine stands for the internet here. */
export async function fetchPicture(address: string): Promise<FetchedPicture | undefined> {
  try {
    const response = await asked(address);
    if (!response) return undefined;
    const type = response.headers.get('content-type') ?? '';
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (Number(response.headers.get('content-length')) !== bytes.byteLength) return undefined;
    const { default: sharp } = await import('sharp');
    const { format, width, height } = await sharp(bytes).metadata();
    return `image/${format}` === type ? { type, bytes, width, height } : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined: it could not be had, not wholly, or is no MP4. Read as it comes. */
export async function fetchVideo(address: string): Promise<FetchedVideo | undefined> {
  try {
    const response = await asked(address);
    if (!response?.body) return undefined;
    const hash = createHash('sha256');
    let size = 0;
    let begins = '';
    for await (const piece of response.body) {
      if (begins.length < 8) begins += Buffer.from(piece.subarray(0, 8)).toString('latin1');
      hash.update(piece);
      size += piece.byteLength;
    }
    const isWhole = Number(response.headers.get('content-length')) === size;
    if (!isWhole || begins.slice(4, 8) !== 'ftyp') return undefined;
    return { type: response.headers.get('content-type') ?? '', size, hash: hash.digest('hex') };
  } catch {
    return undefined;
  }
}

/** Undefined: nobody on the internet gets it there. */
async function asked(address: string): Promise<Response | undefined> {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, pathname } = new URL(address);
  const isHere = hostname === '127.0.0.1';
  if (PRIVATE.test(hostname) || (protocol !== 'https:' && !isHere)) return undefined;
  const robots = await fetch(new URL('/robots.txt', address), { signal: AbortSignal.timeout(PATIENCE) });
  if (robots.ok && forbids(await robots.text(), pathname)) return undefined;
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
  return response.ok ? response : undefined;
}

const PRIVATE = /^(localhost|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[)/;
/** Ms. */
const PATIENCE = 5_000;

/** Of the rules for everybody. */
function forbids(robots: string, path: string): boolean {
  const rules = robots.split(/\r?\n/).map((line) => line.trim());
  const begin = rules.findIndex((line) => /^user-agent:\s*\*$/i.test(line));
  if (begin < 0) return false;
  return rules.slice(begin + 1).some((line) => {
    const [, prefix = ''] = /^disallow:\s*(\S+)$/i.exec(line) ?? [];
    return prefix !== '' && path.startsWith(prefix);
  });
}
