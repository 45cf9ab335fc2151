/** The far side of a Facebook page: a post is published as it is given, a video by a call of its own when it is ready. */
import { startFacebook } from '../networks/servers/facebook.ts';
import type { FarClock } from '../networks/servers/far-side.ts';
import type { Call } from '../networks/servers/server.ts';
import { fieldsIn, graphDoor, REFUSALS } from './graph-site.ts';
import { before, both, type Site, shared } from './site.ts';

export async function facebookSite(clock: FarClock): Promise<Site> {
  const far = await startFacebook(clock);
  far.facebook.options = { processing: 2_000 };
  const server = await before(far.facebook.url);
  const videoAt = ({ path }: Call) => far.facebook.videos().find(({ id }) => path.endsWith(`/${id}`));
  const shown = () => far.facebook.videos().filter(({ isPublished }) => isPublished);
  const answers = () => far.answers().map(([text]) => ({ text }));
  const live = () => [...far.live(), ...shown(), ...answers()];
  return {
    ...shared({ live, clear: far.clear, stop: () => both(server, far) }, POSTS),
    publishes: ({ method, path }) => method === 'POST' && (POSTS.test(path) || VIDEO.test(path)),
    gives: ({ method, path }) => method === 'POST' && path.endsWith('/videos'),
    account: { ...far.account, api_url: server.url },
    ...{ server, said: far.said },
    wordsOf: (call) => videoAt(call)?.text ?? fieldsIn(call).message ?? '',
    ...REFUSALS,
    ...graphDoor(),
  };
}

const POSTS = /\/(feed|comments)$/;
const VIDEO = /^\/v[\d.]+\/\d+$/;
