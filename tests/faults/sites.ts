/** The far side of each target: the local servers of tests/networks, and those of the harness' own networks. */
import { startDiscord } from '../networks/servers/discord.ts';
import type { FarClock } from '../networks/servers/far-side.ts';
import { TestMastodon } from '../networks/servers/mastodon.ts';
import { TestPds } from '../networks/servers/pds.ts';
import { type Call, type Fault, json, type Reply, TestServer } from '../networks/servers/server.ts';
import { startSlack } from '../networks/servers/slack.ts';
import { startTelegram } from '../networks/servers/telegram.ts';
import { startWebhook } from '../networks/servers/webhook.ts';
import { problem, startX } from '../networks/servers/x.ts';
import { StubServer, TOKEN } from './networks/stub-server.ts';
import type { Target } from './targets.ts';

export interface Site {
  /** As the team file has it. */
  account: unknown;
  /** Every request comes in here. */
  server: TestServer;
  publishes(call: Call): boolean;
  /** Where a publishing request has its text. */
  wordsOf(call: Call): string;
  limited: Reply;
  broken: Reply;
  /** Not its own words, though the status may say that all is well. */
  strange: Reply;
  /** It is looked at and not taken, ever. */
  refusal: Reply;
  /** The credentials expire: every request is answered so until `open`. */
  shut(): Fault;
  open(): void;
  isShut(): Fault | undefined;
  /** Texts of what is live. */
  live(): string[];
  clear(): void;
  stop(): Promise<void>;
}

export async function startSites(clock: FarClock): Promise<Record<Target, Site>> {
  const [web, sky, mast, disc, slack, tele, x, box, bare] = await Promise.all([
    webSite(clock),
    skySite(),
    mastSite(clock),
    discSite(clock),
    slackSite(clock),
    teleSite(clock),
    xSite(clock),
    stubSite(/^\/containers\/[^/]+\/publish$/),
    stubSite(/^\/posts$/),
  ]);
  return { web, sky, mast, disc, slack, tele, x, box, bare };
}

async function webSite(clock: FarClock): Promise<Site> {
  const far = await startWebhook(clock);
  return {
    ...shared(far, /^\/hook$/),
    account: far.account,
    server: far.server,
    publishes: ({ headers }) => headers.get('x-bellwether-event') === 'publish',
    // Of a receiver the status counts, and not its words.
    strange: { status: 502, body: PAGE },
  };
}

async function skySite(): Promise<Site> {
  const far = await new TestPds().start();
  return {
    ...shared(far, /putRecord$/),
    account: far.account,
    server: far.server,
    limited: json(
      429,
      { error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' },
      { 'retry-after': '7' },
    ),
    broken: json(500, { error: 'InternalServerError', message: 'Internal Server Error' }),
    refusal: json(400, { error: 'InvalidRequest', message: 'Record/text must not be like this' }),
    ...door(json(401, { error: 'AuthenticationRequired', message: 'Invalid identifier or password' }), () =>
      far.expire('both'),
    ),
  };
}

async function mastSite(clock: FarClock): Promise<Site> {
  const far = await new TestMastodon(clock).start();
  return {
    ...shared(far, /\/statuses$/),
    account: far.account,
    server: far.server,
    broken: { status: 500, body: PAGE },
  };
}

async function discSite(clock: FarClock): Promise<Site> {
  const far = await startDiscord(clock);
  const behind = new URL(far.discord.apiUrl).origin;
  const server = await new TestServer((call) =>
    replyOf(fetch(`${behind}${call.path}?${call.query}`, requestOf(call))),
  ).start();
  return {
    ...shared({ live: far.live, clear: far.clear, stop: () => both(server, far) }, /\/messages$/),
    account: { ...far.account, api_url: `${server.url}/api` },
    server,
    // The client holds to it by the system's clock, which nobody moves.
    limited: json(429, { message: 'slow down', retry_after: 0.1, global: false }, { 'retry-after': '0.1' }),
    refusal: json(400, { message: 'Invalid Form Body', code: 50035 }),
    ...door(json(401, { message: '401: Unauthorized', code: 0 })),
  };
}

async function slackSite(clock: FarClock): Promise<Site> {
  const far = await startSlack(clock);
  const server = await new TestServer((call) =>
    replyOf(far.slack.app.request(`${call.path}?${call.query}`, requestOf(call))),
  ).start();
  const live = () => [...far.live(), ...far.answers().map(([text]) => ({ text }))];
  // Uploads come in here too.
  far.slack.mountedAt(server.url);
  return {
    ...shared({ live, clear: far.clear, stop: () => both(server, far) }, /\/chat\.postMessage$/),
    account: { ...far.account, api_url: `${server.url}/api` },
    server,
    limited: json(429, { ok: false, error: 'ratelimited' }, { 'retry-after': '7' }),
    refusal: json(200, { ok: false, error: 'msg_too_long' }),
    ...door(json(200, { ok: false, error: 'token_expired' })),
  };
}

async function teleSite(clock: FarClock): Promise<Site> {
  const far = await startTelegram(clock);
  const server = await new TestServer((call) =>
    replyOf(fetch(`${far.telegram.apiUrl}${call.path}?${call.query}`, requestOf(call))),
  ).start();
  const refused = (code: number, description: string, parameters?: object) =>
    json(code, { ok: false, error_code: code, description, ...(parameters && { parameters }) });
  return {
    ...shared(
      { live: far.live, clear: far.clear, stop: () => both(server, far) },
      /\/send(Message|Photo|MediaGroup)$/,
    ),
    account: { ...far.account, api_url: server.url },
    server,
    limited: refused(429, 'Too Many Requests: retry after 7', { retry_after: 7 }),
    broken: refused(500, 'Internal Server Error'),
    refusal: refused(400, 'Bad Request: message is too long'),
    ...door(refused(401, 'Unauthorized')),
  };
}

async function xSite(clock: FarClock): Promise<Site> {
  const far = await startX(clock);
  const server = await new TestServer((call) =>
    replyOf(fetch(`${far.x.url}${call.path}?${call.query}`, requestOf(call))),
  ).start();
  const refused = (status: number, title: string, detail = title) =>
    json(status, problem(status, title, detail).body);
  return {
    ...shared({ live: far.live, clear: far.clear, stop: () => both(server, far) }, /\/2\/tweets$/),
    account: { ...far.account, api_url: server.url },
    server,
    limited: json(429, problem(429, 'Too Many Requests', 'Too Many Requests').body, { 'retry-after': '7' }),
    broken: refused(503, 'Service Unavailable'),
    refusal: refused(400, 'Invalid Request', 'Not like this.'),
    ...door(refused(401, 'Unauthorized')),
  };
}

async function stubSite(publishing: RegExp): Promise<Site> {
  const far = await new StubServer().start();
  const live = () => far.live().map((text) => ({ text }));
  return {
    ...shared({ live, clear: () => far.clear(), stop: () => far.server.stop() }, publishing),
    account: { url: far.server.url, token: TOKEN },
    server: far.server,
    wordsOf: (call) => far.textOf(call),
  };
}

const PAGE = '<!doctype html><title>Down for maintenance</title>';

interface Far {
  live(): { text: string }[];
  clear(): void;
  stop(): Promise<void>;
}

function shared(far: Far, publishing: RegExp) {
  return {
    publishes: ({ method, path }: Call) => method === 'POST' && publishing.test(path),
    wordsOf: ({ body }: Call) => body.toString('utf8'),
    limited: json(429, { error: 'slow down' }, { 'retry-after': '7' }),
    broken: json(500, { error: 'oops' }),
    strange: { status: 200, body: PAGE },
    refusal: json(422, { error: 'not like this' }),
    ...door(json(401, { error: 'expired' })),
    live: () => far.live().map(({ text }) => text),
    clear: () => far.clear(),
    stop: () => far.stop(),
  };
}

/** `opened`: what is renewed then. */
function door(refusal: Reply, opened: () => void = () => {}): Pick<Site, 'shut' | 'open' | 'isShut'> {
  let shut: Fault | undefined;
  return {
    shut: () => {
      shut = { kind: 'answer', reply: refusal };
      return shut;
    },
    open: () => {
      if (shut) opened();
      shut = undefined;
    },
    isShut: () => shut,
  };
}

async function both(...servers: { stop(): Promise<void> }[]): Promise<void> {
  for (const server of servers) await server.stop();
}

function requestOf({ method, headers, body }: Call): RequestInit {
  const kept = new Headers(headers);
  for (const name of ['connection', 'content-length', 'host', 'transfer-encoding']) kept.delete(name);
  return { method, headers: kept, ...(method !== 'GET' && { body: new Uint8Array(body) }) };
}

async function replyOf(answering: Response | Promise<Response>): Promise<Reply> {
  const response = await answering;
  const type = response.headers.get('content-type');
  const headers: Record<string, string> = type === null ? {} : { 'content-type': type };
  return { status: response.status, body: await response.text(), headers };
}
