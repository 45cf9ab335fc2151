/**
 * Fetches what a person named by its address, from the public internet only: every address that the name resolves
 * to is checked as it is connected to, redirects included, so that nobody reaches the operator's own network.
 */
import { lookup as resolve } from 'node:dns';
import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Refusal, refuse } from '../kit/finding.ts';
import { t } from '../kit/t.ts';

/**
 * Throws a `Refusal` for `field`: not http(s), a private address, over `maxBytes`, or no answer. `closed` says which
 * addresses are not gone to.
 */
export async function fetchPublic(
  address: string,
  maxBytes: number,
  field: string,
  closed: (ip: string) => boolean = isPrivate,
): Promise<Uint8Array> {
  let url = parse(address, field, closed);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const response = await request(url, field, closed);
    const next = redirectOf(response, url);
    if (!next) return readBody(response, address, maxBytes, field);
    response.destroy();
    url = parse(next, field, closed);
  }
  throw unreachable(address, t('it redirects too often'), field);
}

export function isPrivate(ip: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  const plain = mapped ?? ip;
  return PRIVATE.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

function parse(address: string, field: string, closed: (ip: string) => boolean): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const literal = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
  // A literal address is never looked up, so it is checked here.
  if (isIP(literal) !== 0 && closed(literal)) throw privateAddress(address, field);
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw refuse(
    'url.unreadable',
    field,
    t('"{address}" is no web address.', { address }),
    t('Give an address that begins with https://, or upload the file.'),
  );
}

function request(url: URL, field: string, closed: (ip: string) => boolean): Promise<IncomingMessage> {
  const get = url.protocol === 'https:' ? getSecure : getPlain;
  return new Promise((resolvePromise, reject) => {
    const asked = get(
      url,
      { lookup: openOnly(closed), timeout: DEADLINE, signal: AbortSignal.timeout(DEADLINE) },
      resolvePromise,
    );
    asked.on('timeout', () => asked.destroy(new Error(t('no answer in time'))));
    asked.on('error', (error) => {
      reject(
        error instanceof PrivateAddress
          ? privateAddress(url.href, field)
          : unreachable(url.href, error.message, field),
      );
    });
  });
}

/** Node's own look-up, less the addresses that are not public: checked at the connection, so a name cannot change in between. */
function openOnly(closed: (ip: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      if (found.length === 0 || found.some((one) => closed(one.address)))
        return callback(new PrivateAddress(), '', 0);
      const [first] = found;
      if (options.all) return callback(null, found);
      return callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}

class PrivateAddress extends Error {}

function redirectOf(response: IncomingMessage, from: URL): string | undefined {
  const { statusCode = 0, headers } = response;
  const moved = statusCode >= 300 && statusCode < 400 && headers.location;
  // One that cannot be read is told as it stands.
  return moved ? (URL.canParse(moved, from.href) ? new URL(moved, from).href : moved) : undefined;
}

async function readBody(
  response: IncomingMessage,
  address: string,
  maxBytes: number,
  field: string,
): Promise<Uint8Array> {
  if (response.statusCode !== 200) {
    response.destroy();
    throw unreachable(address, t('it answers {status}', { status: response.statusCode ?? 0 }), field);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(address, maxBytes, field);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw unreachable(address, t('the connection broke'), field);
  }
  return Buffer.concat(chunks);
}

function tooLarge(address: string, most: number, field: string): Refusal {
  return refuse(
    'url.max_bytes',
    field,
    t('{address} is larger than {most} MB.', { address, most: most / 1_000_000 }),
    t('Use a smaller file.'),
  );
}

function privateAddress(address: string, field: string): Refusal {
  return refuse(
    'url.private',
    field,
    t('{address} lies in a private network and is not fetched.', { address }),
    t('Upload the file instead.'),
  );
}

function unreachable(address: string, reason: string, field: string): Refusal {
  return refuse(
    'url.unreachable',
    field,
    t('{address} could not be fetched: {reason}.', { address, reason }),
    t('Check the address, or upload the file.'),
  );
}

const DEADLINE = 15_000;
const MOST_REDIRECTS = 5;

/** IANA's special-purpose registries, as far as nothing public lies there. */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fec0::', 10],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv6');
}
