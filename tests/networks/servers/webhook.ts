/** A receiver of webhooks as the head of src/networks/webhook asks for it: checks signatures, honours keys. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Failure, type FarClock, type FarSide, WORDS } from './far-side.ts';
import { type Call, type Fault, json, type Reply, TestServer } from './server.ts';

const SECRET = 'a-secret-of-sixteen-or-more';

interface Publish {
  in_reply_to?: string;
  event: string;
  id: string;
  text: string;
  images: { content_type: string; alt: string; bytes: string }[];
  sent_at: string;
}

export async function startWebhook(clock: FarClock = Date): Promise<FarSide & { server: TestServer }> {
  const posts = new Map<string, Publish>();
  const answers = new Map<string, Reply>();
  /** What others wrote. */
  const said = new Map<string, string>();
  const server: TestServer = new TestServer((call) =>
    isSigned(call, clock) ? receive(call, posts, answers, server.url) : json(401, { error: 'bad signature' }),
  );
  await server.start();
  return {
    server,
    account: { url: `${server.url}/hook?team=social`, secret: SECRET },
    wrongAccount: { url: `${server.url}/hook`, secret: 'another-secret-of-sixteen' },
    live: () =>
      [...posts.values()].map(({ text, images }) => ({
        text,
        images: images.map(({ alt, bytes }) => ({ alt, bytes: Buffer.from(bytes, 'base64').length })),
      })),
    answers: () =>
      [...posts.values()].flatMap(({ text, in_reply_to: parent }): [string, string | undefined][] =>
        parent === undefined ? [] : [[text, said.get(parent) ?? posts.get(parent)?.text]],
      ),
    said: async (text) => {
      const id = `said-${said.size + 1}`;
      said.set(id, text);
      return { id, author: { id: 'c-7', handle: 'friend' }, audience: 'public', warning: '' };
    },
    fail: (failure) => server.next('POST', /^\/hook$/, faultOf(failure)),
    failEdit: (failure) => server.next('POST', /^\/hook$/, faultOf(failure)),
    clear: () => {
      posts.clear();
      answers.clear();
    },
    stop: () => server.stop(),
  };
}

function receive(call: Call, posts: Map<string, Publish>, answers: Map<string, Reply>, url: string): Reply {
  const body = JSON.parse(call.body.toString('utf8')) as Publish;
  if (call.headers.get('x-bellwether-event') !== body.event) return json(400, { error: 'event differs' });
  if (body.event === 'ping') return { status: 204 };
  if (body.event === 'delete')
    return posts.delete(body.id) ? json(200, {}) : json(404, { error: 'not here' });
  if (body.event === 'update') return update(body, posts);
  const key = call.headers.get('idempotency-key') ?? '';
  const known = answers.get(key);
  if (known) return known;
  const id = `post-${answers.size + 1}`;
  posts.set(id, body);
  const answer = json(201, { id, url: `${url}/posts/${id}` });
  answers.set(key, answer);
  return answer;
}

function update(body: Publish, posts: Map<string, Publish>): Reply {
  const post = posts.get(body.id);
  if (!post) return json(410, { error: 'taken down' });
  posts.set(body.id, { ...post, text: body.text, images: body.images });
  return json(200, {});
}

function isSigned({ headers, body }: Call, clock: FarClock): boolean {
  const signed = Buffer.from(headers.get('x-bellwether-signature') ?? '');
  const stamp = headers.get('x-bellwether-timestamp') ?? '';
  const expected = Buffer.from(
    `v1=${createHmac('sha256', SECRET).update(stamp).update('.').update(body).digest('hex')}`,
  );
  const fresh = Math.abs(clock.now() / 1000 - Number(stamp)) < 300;
  return fresh && signed.length === expected.length && timingSafeEqual(signed, expected);
}

function faultOf(failure: Failure): Fault {
  const faults: Record<Failure, Fault> = {
    'cut before': { kind: 'cut', when: 'before' },
    'cut after': { kind: 'cut', when: 'after' },
    silent: { kind: 'silent' },
    'broken after': { kind: 'spoilt', reply: json(500, { error: 'oops' }) },
    'rate limited': { kind: 'answer', reply: json(429, { error: 'slow down' }, { 'retry-after': '7' }) },
    refused: { kind: 'answer', reply: json(422, { error: WORDS }) },
    unauthorized: { kind: 'answer', reply: json(403, { error: 'unknown sender' }) },
  };
  return faults[failure];
}
