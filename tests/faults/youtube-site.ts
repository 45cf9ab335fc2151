/** The far side of YouTube: what publishes is the call that shows a video; its upload comes before, in pieces. */
import type { FarClock } from '../networks/servers/far-side.ts';
import { json, type Reply } from '../networks/servers/server.ts';
import { startYouTube } from '../networks/servers/youtube.ts';
import { before, both, door, type Site, shared } from './site.ts';

export async function youtubeSite(clock: FarClock): Promise<Site> {
  const far = await startYouTube(clock, { processingTakes: 2_000 });
  const server = await before(far.youtube.url);
  const live = () => [...far.live(), ...far.answers().map(([text]) => ({ text }))];
  return {
    ...shared({ live, clear: far.clear, stop: () => both(server, far) }, /^$/),
    publishes: ({ method, path }) =>
      (method === 'PUT' && path === '/youtube/v3/videos') ||
      (method === 'POST' && path === '/youtube/v3/comments'),
    gives: ({ path }) => path === '/upload/youtube/v3/videos',
    account: { ...far.account, api_url: server.url },
    ...{ server, said: far.said },
    wordsOf: ({ body }) => {
      const { snippet } = JSON.parse(body.toString('utf8')) as { snippet: Snippet };
      return snippet.description ?? snippet.textOriginal ?? '';
    },
    limited: refused(403, 'rateLimitExceeded'),
    broken: refused(503, 'backendError'),
    refusal: refused(400, 'invalidVideoMetadata'),
    ...door(refused(401, 'authError')),
  };
}

/** Of a video, or of a comment. */
interface Snippet {
  description?: string;
  textOriginal?: string;
}

function refused(status: number, reason: string): Reply {
  const message = 'Not like this.';
  return json(status, {
    error: { code: status, message, errors: [{ domain: 'youtube', reason, message }] },
  });
}
