/**
 * The public internet, and no other: every address that a name resolves to is checked as it is connected to, so that
 * nobody reaches the operator's own network by a link that they wrote.
 */
import { lookup } from 'node:dns';
import { request as askPlain, type IncomingMessage } from 'node:http';
import { request as askSecure } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { t } from '../kit/t.ts';

export interface Internet {
  /** Addresses that are not gone to. */
  closed(ip: string): boolean;
  /** Node's own look-up, or one that answers like it. */
  lookup: typeof lookup;
}

export const publicInternet: Internet = { closed: isPrivate, lookup };

/** It lies where nobody from outside comes. */
export class PrivateAddress extends Error {}

export interface Asking {
  method: 'HEAD' | 'GET';
  /** Milliseconds for the whole of it, the body included. */
  deadline: number;
  /** Milliseconds until the headers are there; the deadline unless told. */
  patience?: number;
  /** Besides our own. */
  headers?: Record<string, string>;
}

/** One request; redirects are not followed. The body is the caller's to read or to destroy. Throws what Node throws, or `PrivateAddress`. */
export function ask(
  url: URL,
  { method, deadline, patience = deadline, headers }: Asking,
  internet: Internet,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? askSecure : askPlain;
  const options = {
    method,
    lookup: openOnly(internet),
    // A kept connection would not be looked up again.
    agent: false as const,
    headers: { 'user-agent': 'Bellwether', accept: '*/*', ...headers },
  };
  return new Promise((resolve, reject) => {
    // A literal address is never looked up, so it is checked here.
    if (isClosedLiteral(url, internet)) return reject(new PrivateAddress());
    let answer: IncomingMessage | undefined;
    const end = () => (answer ?? asked).destroy(new Error(t('no answer in time')));
    // Held by its timers until the connection is over: a signal's may be collected as garbage.
    const [late, silent] = [setTimeout(end, deadline), setTimeout(end, patience)];
    const asked = request(url, options, (response) => {
      answer = response;
      clearTimeout(silent);
      resolve(response);
    });
    asked.on('close', () => {
      clearTimeout(late);
      clearTimeout(silent);
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Where the answer sends us on to. One that cannot be read is told as it stands. */
export function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL): string | undefined {
  const moved = statusCode >= 300 && statusCode < 400 && headers.location;
  if (!moved) return undefined;
  return URL.canParse(moved, from.href) ? new URL(moved, from).href : moved;
}

function isClosedLiteral({ hostname }: URL, { closed }: Internet): boolean {
  const literal = hostname.replace(/^\[|\]$/g, '');
  return isIP(literal) !== 0 && closed(literal);
}

export function isPrivate(ip: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  const plain = mapped ?? ip;
  return PRIVATE.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

/** Checked at the connection, so that a name cannot change in between. */
function openOnly({ closed, lookup }: Internet): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      if (found.length === 0 || found.some((one) => closed(one.address)))
        return callback(new PrivateAddress(), '', 0);
      const [first] = found;
      if (options.all) return callback(null, found);
      return callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}

/** IANA's special-purpose registries, as far as nothing public lies there. */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Azure's own services for its machines, at a public address.
  ['168.63.129.16', 32],
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
  // IPv4 within IPv6, as a translator writes it: what lies behind would not be checked.
  ['::ffff:0:0:0', 96],
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
