/** What NO_PROXY names, as programs have come to read it: hosts and domains, addresses, and networks of addresses. */
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

export interface Destination {
  /** As `URL` has it: in small letters, in ASCII, IPv6 in brackets. */
  host: string;
  port: string;
}

export interface Exemptions {
  holds(destination: Destination): boolean;
  /** Entries that name nothing, as they were written. */
  unread: string[];
}

/** `list`: entries parted by commas or blanks; `*` is all. A domain stands for all hosts below it too. */
export function readExemptions(list: string): Exemptions {
  const entries = list.split(/[\s,]+/).filter((entry) => entry !== '');
  const read = entries.map((entry) => ({ entry, test: testOf(entry.toLowerCase()) }));
  return {
    holds: (destination) => read.some(({ test }) => test?.(destination)),
    unread: read.filter(({ test }) => test === undefined).map(({ entry }) => entry),
  };
}

type Test = (destination: Destination) => boolean;

function testOf(entry: string): Test | undefined {
  if (entry === '*') return () => true;
  const [, network, bits] = /^\[?([^/[\]]+)\]?\/(\d{1,3})$/.exec(entry) ?? [];
  if (network !== undefined) return inNetwork(network, Number(bits));
  if (isIPv6(entry)) return inNetwork(entry, 128);
  const [, sixth, name = '', port] =
    /^(?:\[([^\]]+)\]|(?:\*?\.)?([^:/[\]]+))(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const address = sixth ?? name;
  const isThere = isIP(address) ? inNetwork(address, isIPv4(address) ? 32 : 128) : below(name);
  return port === undefined ? isThere : isThere && ((to) => to.port === port && isThere(to));
}

function inNetwork(address: string, bits: number): Test | undefined {
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  if (!isIP(address) || bits > (family === 'ipv4' ? 32 : 128)) return undefined;
  const network = new BlockList();
  network.addSubnet(address, bits, family);
  return ({ host }) => {
    const found = host.replace(/^\[|\]$/g, '');
    return isIP(found) > 0 && network.check(found, isIPv4(found) ? 'ipv4' : 'ipv6');
  };
}

function below(name: string): Test | undefined {
  const domain = domainToASCII(name.replace(/\.$/, ''));
  if (!HOST.test(domain)) return undefined;
  return ({ host }) => {
    const found = host.replace(/\.$/, '');
    return found === domain || found.endsWith(`.${domain}`);
  };
}

/** What ends in a number is an address, and one that is not whole was taken out above. */
const HOST = /^(?:[a-z0-9_-]+\.)*(?!\d+$)[a-z0-9_-]+$/;
