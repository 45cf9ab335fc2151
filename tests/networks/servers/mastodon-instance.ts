/** What an instance tells of itself to anybody. */
import type { Dialect } from './mastodon-dialects.ts';
import { json, type Reply } from './server.ts';

/** Undefined: the path is about something else. */
export function aboutInstance(
  path: string,
  { version, software, hasNewInstance }: Dialect,
  instance: Record<string, unknown>,
  url: string,
): Reply | undefined {
  const missing = json(404, { error: 'Record not found' });
  // What a test sets itself is left as it is.
  const told = 'version' in instance ? { ...instance, version } : instance;
  switch (path) {
    case '/api/v2/instance':
      return hasNewInstance ? json(200, told) : missing;
    case '/api/v1/instance':
      return json(200, told);
    case '/.well-known/nodeinfo':
      return software === undefined
        ? missing
        : json(200, { links: [{ rel: SCHEMA, href: `${url}/nodeinfo/2.0` }] });
    case '/nodeinfo/2.0':
      return software === undefined ? missing : json(200, { version: '2.0', software: { name: software } });
    default:
      return undefined;
  }
}

const SCHEMA = 'http://nodeinfo.diaspora.software/ns/schema/2.0';
