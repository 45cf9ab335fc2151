/** The far sides of Threads and Instagram, which publish containers, by their ids; and how all of Meta's networks refuse. */
import type { FarClock } from '../networks/servers/far-side.ts';
import { startInstagram } from '../networks/servers/instagram.ts';
import { type Call, json, type Reply } from '../networks/servers/server.ts';
import { startThreads } from '../networks/servers/threads.ts';
import { before, both, door, type Site, shared } from './site.ts';

const STARTS = {
  threads: async (clock: FarClock) => {
    const far = await startThreads(clock);
    return { far, url: far.threads.url, account: far.account, publishing: /\/threads_publish$/ };
  },
  instagram: async (clock: FarClock) => {
    const far = await startInstagram(clock);
    return { far, url: far.instagram.url, account: far.account, publishing: /\/(media_publish|replies)$/ };
  },
};

export async function graphSite(clock: FarClock, network: keyof typeof STARTS): Promise<Site> {
  const { far, url, account, publishing } = await STARTS[network](clock);
  /** Container → its text. */
  const containers = new Map<string, string>();
  const gives = ({ method, path }: Call) => method === 'POST' && CONTAINERS.test(path);
  const hears = (call: Call, reply: Reply) => {
    if (!gives(call) || reply.status !== 200) return;
    const { text, caption } = fieldsIn(call);
    const { id } = JSON.parse(String(reply.body)) as { id: string };
    containers.set(id, text ?? caption ?? '');
  };
  const server = await before(url, hears);
  // On Threads an answer is a post, on Instagram a comment.
  const answers = () => (network === 'instagram' ? far.answers() : []).map(([text]) => ({ text }));
  const live = () => [...far.live(), ...answers()];
  const clear = () => {
    far.clear();
    containers.clear();
  };
  return {
    ...shared({ live, clear, stop: () => both(server, far) }, publishing),
    ...{ account: { ...account, api_url: server.url }, server, gives, said: far.said },
    wordsOf: (call) => {
      const { creation_id: container = '', message = '' } = fieldsIn(call);
      return containers.get(container) ?? message;
    },
    ...REFUSALS,
    ...graphDoor(),
  };
}

const CONTAINERS = /\/(threads|media)$/;

export function fieldsIn({ body }: Call): Record<string, string | undefined> {
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}

function refused(status: number, code: number, message: string, headers = {}): Reply {
  return json(status, { error: { type: 'OAuthException', code, message } }, headers);
}

export const REFUSALS = {
  limited: refused(400, 4, 'Application request limit reached', { 'retry-after': '7' }),
  broken: refused(500, 1, 'An unknown error occurred'),
  refusal: refused(400, 100, 'Not like this.'),
};

export function graphDoor() {
  return door(refused(401, 190, 'Error validating access token: the session is invalid or has expired'));
}
