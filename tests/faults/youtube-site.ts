/** The far side of YouTube: what publishes is the call that shows a video; its upload comes before, in pieces. */
import type { FarClock } from '../networks/servers/far-side.ts';
import { type Call, json, type Reply, TestServer } from '../networks/servers/server.ts';
import { startYouTube } from '../networks/servers/youtube.ts';
import { both, door, requestOf, type Site, shared } from './site.ts';

export async function youtubeSite(clock: FarClock): Promise<Site> {
  const far = await startYouTube(clock);
  const server: TestServer = await new TestServer((call) => handOn(call, far.youtube.url, server)).start();
  return {
    ...shared({ live: far.live, clear: far.clear, stop: () => both(server, far) }, /^$/),
    publishes: ({ method, path }) => method === 'PUT' && path === '/youtube/v3/videos',
    account: { ...far.account, api_url: server.url },
    server,
    wordsOf: ({ body }) =>
      (JSON.parse(body.toString('utf8')) as { snippet: { description: string } }).snippet.description,
    limited: refused(403, 'rateLimitExceeded'),
    broken: refused(503, 'backendError'),
    refusal: refused(400, 'invalidVideoMetadata'),
    ...door(refused(401, 'authError')),
  };
}

/** 308 is how an upload goes on; the address of its session leads back here. */
async function handOn(call: Call, url: string, server: TestServer): Promise<Reply> {
  const asked = { ...requestOf(call), redirect: 'manual' as const };
  const response = await fetch(`${url}${call.path}?${call.query}`, asked);
  const told = ['content-type', 'location', 'range'].flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value.replace(url, server.url)]];
  });
  return { status: response.status, body: await response.text(), headers: Object.fromEntries(told) };
}

function refused(status: number, reason: string): Reply {
  const message = 'Not like this.';
  return json(status, {
    error: { code: status, message, errors: [{ domain: 'youtube', reason, message }] },
  });
}
