/** Meta fetches a picture by its address, as anybody on the internet would. */

export interface FetchedPicture {
  type: string;
  bytes: Uint8Array;
  width: number;
  height: number;
}

/** Undefined: it could not be had, or is no picture. This machine stands for the internet here. */
export async function fetchPicture(address: string): Promise<FetchedPicture | undefined> {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname } = new URL(address);
  const isHere = hostname === '127.0.0.1';
  if (PRIVATE.test(hostname) || (protocol !== 'https:' && !isHere)) return undefined;
  try {
    const robots = await fetch(new URL('/robots.txt', address), { signal: AbortSignal.timeout(PATIENCE) });
    if (robots.ok && forbids(await robots.text(), new URL(address).pathname)) return undefined;
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) return undefined;
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
