/** An entry of a rule's list: a host, or a host with the beginning of a path. */

import type { Link } from './find.ts';
import { decoded, hostName } from './host.ts';

export interface Domain {
  host: string;
  /** `/watch`; empty for all of the host. */
  path: string;
  /** As the rule has it. */
  written: string;
}

/** `example.com`, `*.example.com`, `example.com/path`, `https://example.com/path`. Undefined where it is none. */
export function readDomain(written: string): Domain | undefined {
  const [, address = '', path = ''] =
    /^(?:[a-z]+:\/\/)?(?:\*\.|\.)?([^/?#:]+)(?::\d+)?(.*)$/i.exec(written.trim()) ?? [];
  const host = hostName(address);
  return host === undefined ? undefined : { host, path: comparable(path), written };
}

export function covers({ host, path }: Domain, link: Link, subdomains: boolean): boolean {
  if (link.host !== host && !(subdomains && link.host.endsWith(`.${host}`))) return false;
  if (path === '') return true;
  const found = comparable(link.path);
  return found === path || (found.startsWith(path) && /[/?#&=]/.test(found[path.length] ?? ''));
}

/** Encoding, case, doubled slashes and a slash at the end make no other page. */
function comparable(path: string): string {
  return withoutDots(
    decoded(path)
      .replaceAll('\\', '/')
      .replace(/\/{2,}/g, '/'),
  )
    .replace(/\/+$/, '')
    .toLowerCase();
}

/** `/a/../b` is `/b`. */
function withoutDots(path: string): string {
  if (!path.includes('/.')) return path;
  const kept: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') kept.splice(Math.max(1, kept.length - 1));
    else if (step !== '.') kept.push(step);
  }
  return kept.join('/');
}
