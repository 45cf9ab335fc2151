/**
 * The account on the web that posts go out to: honours idempotency keys as the head of src/networks/webhook asks for,
 * and can refuse, fall silent, go down and come back.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signal } from '../contract/signal.ts';

export interface Received {
  key: string;
  text: string;
  /** The text of the post that it answers. */
  answers?: string;
  images: { alt: string; bytes: number }[];
  /** By the test's clock, epoch ms. */
  at: number;
}

export interface Receiver {
  account: { url: string; secret: string };
  /** Live posts, each once, in their order. */
  live(): Received[];
  /** Live posts with these words. */
  with(words: string): Received[];
  /** The keys of all requests, taken or not. */
  asked(): string[];
  /** The next request is refused with this status and words. */
  refuse(status: number, error: string, headers?: Record<string, string>): void;
  /** The next request has its effect, and its answer is lost. */
  lose(): void;
  /** The next request has its effect; its answer waits for `release`. */
  hold(): { reached: Promise<void>; release(): void };
  /** Nobody is let in until `mend`: 401 to everything. */
  lockOut(): void;
  /** Connections are refused until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Takes everything again. */
  mend(): Promise<void>;
  /** Forgets what it was sent. */
  clear(): void;
  stop(): Promise<void>;
}

type Fault = (answer: () => void, response: ServerResponse) => void;
type Plan = { effect: boolean; end: Fault };

export async function startReceiver(now: () => number): Promise<Receiver> {
  const posts = new Map<string, Received>();
  const asked: string[] = [];
  const plans: Plan[] = [];
  const server = createServer((request, response) => void receive(request, response));
  let port = 0;
  let lockedOut = false;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = String(request.headers['idempotency-key'] ?? '');
    const body = await read(request);
    if (lockedOut) return send(response, 401, { error: 'bad signature' });
    if (request.headers['x-bellwether-event'] === 'ping') return send(response, 200, {});
    asked.push(key);
    const plan = plans.shift();
    if (request.headers['x-bellwether-event'] === 'delete') {
      if (plan?.effect !== false) posts.delete((JSON.parse(body) as { id: string }).id);
      return plan ? plan.end(() => send(response, 200, {}), response) : send(response, 200, {});
    }
    if (request.headers['x-bellwether-event'] === 'update') return update(body, response, plan);
    if (plan?.effect !== false && !posts.has(key))
      posts.set(key, { key, at: now(), ...postOf(body), ...answering(body, posts) });
    const answer = () => send(response, 201, { id: key, url: `http://127.0.0.1:${port}/posts/${key}` });
    if (plan) plan.end(answer, response);
    else answer();
  }

  function update(body: string, response: ServerResponse, plan: Plan | undefined): void {
    const { id } = JSON.parse(body) as { id: string };
    const post = posts.get(id);
    if (post && plan?.effect !== false) posts.set(id, { ...post, ...postOf(body) });
    const answer = () => (post ? send(response, 200, {}) : send(response, 404, { error: 'not here' }));
    if (plan) plan.end(answer, response);
    else answer();
  }

  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const down = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  await listen(0);
  port = (server.address() as AddressInfo).port;
  return {
    account: { url: `http://127.0.0.1:${port}/hook`, secret: 'a-secret-of-sixteen-or-more' },
    live: () => [...posts.values()],
    with: (words) => [...posts.values()].filter((post) => post.text.includes(words)),
    asked: () => [...asked],
    refuse: (status, error, headers) =>
      plans.push({ effect: false, end: (_answer, response) => send(response, status, { error }, headers) }),
    lose: () => plans.push({ effect: true, end: (_answer, response) => void response.destroy() }),
    hold() {
      const reached = signal();
      const released = signal();
      const end: Fault = (answer) => {
        reached.reach();
        void released.reached.then(answer);
      };
      plans.push({ effect: true, end });
      return { reached: reached.reached, release: released.reach };
    },
    lockOut: () => {
      lockedOut = true;
    },
    down,
    up: () => listen(port),
    async mend() {
      plans.length = 0;
      lockedOut = false;
      if (!server.listening) await listen(port);
    },
    clear() {
      posts.clear();
      asked.length = 0;
    },
    stop: () => (server.listening ? down() : Promise.resolve()),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function answering(body: string, posts: Map<string, Received>): Pick<Received, 'answers'> {
  const { in_reply_to: parent = '' } = JSON.parse(body) as { in_reply_to?: string };
  const answers = posts.get(parent)?.text;
  return answers === undefined ? {} : { answers };
}

function postOf(body: string): Pick<Received, 'text' | 'images'> {
  const { text, images } = JSON.parse(body) as { text: string; images: { alt: string; bytes: string }[] };
  return {
    text,
    images: images.map(({ alt, bytes }) => ({ alt, bytes: Buffer.from(bytes, 'base64').length })),
  };
}

function send(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  if (response.destroyed) return;
  // On a kept connection the sender tries once more by itself, and no answer would be lost.
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close', ...headers });
  response.end(JSON.stringify(body));
}
