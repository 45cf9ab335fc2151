/** Names of hosts, as browsers read them. */
import { domainToASCII, domainToUnicode } from 'node:url';

/** In small ASCII letters (`xn--…` for others), or undefined where no browser would take it for a host. */
export function hostName(written: string): string | undefined {
  const ascii = domainToASCII(decoded(written).replace(EDGES, ''));
  return ascii === '' || !ascii.includes('.') ? undefined : ascii.replace(/\.$/, '');
}

/** The address that browsers make of one number: 16909060 and 0x01020304 are 1.2.3.4. Undefined for all others. */
export function numericHost(written: string): string | undefined {
  if (!/^(?:0x[0-9a-f]{1,8}|\d{1,10})$/i.test(written)) return undefined;
  const address = `http://${written}`;
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}

/** As people read it: `xn--80ak6aa92e.com` is `аррӏе.com`. */
export function readable(host: string): string {
  return domainToUnicode(host) || host;
}

/** Percent-encoding undone where it is sound. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The labels before the public suffix, and that suffix: `a.example.co.uk` → `['a', 'example']`, `co.uk`. */
export function registrable(host: string): { labels: string[]; suffix: string } {
  const labels = host.split('.');
  const short =
    labels.length > 2 && (labels.at(-1) ?? '').length === 2 && SECOND_LEVEL.has(labels.at(-2) ?? '');
  const suffix = labels.slice(short ? -2 : -1);
  return { labels: labels.slice(0, labels.length - suffix.length), suffix: suffix.join('.') };
}

const SECOND_LEVEL = new Set([
  'co',
  'com',
  'org',
  'net',
  'gov',
  'ac',
  'edu',
  'or',
  'ne',
  'go',
  'gob',
  'nom',
  'ltd',
  'plc',
  'me',
]);
/** What emphasis leaves at the edges of a host, and dots. */
const EDGES = /^[._-]+|[._-]+$/g;
