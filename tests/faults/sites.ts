/** The far side of each target: the local servers of tests/networks, and those of the harness' own networks. */
import { TestVideoService } from '../networks/servers/bluesky-videos.ts';
import { startDiscord } from '../networks/servers/discord.ts';
import type { FarClock } from '../networks/servers/far-side.ts';
import { startLinkedIn } from '../networks/servers/linkedin.ts';
import { TestMastodon } from '../networks/servers/mastodon.ts';
import { TestPds } from '../networks/servers/pds.ts';
import { RECIPES, startPinterest } from '../networks/servers/pinterest.ts';
import { startReddit } from '../networks/servers/reddit.ts';
import { json, TestServer } from '../networks/servers/server.ts';
import { startSlack } from '../networks/servers/slack.ts';
import { startTelegram } from '../networks/servers/telegram.ts';
import { startWebhook } from '../networks/servers/webhook.ts';
import { problem, startX } from '../networks/servers/x.ts';
import { facebookSite } from './facebook-site.ts';
import { graphSite } from './graph-site.ts';
import { StubServer, TOKEN } from './networks/stub-server.ts';
import { before, both, door, PAGE, replyOf, requestOf, type Site, shared } from './site.ts';
import type { Target } from './targets.ts';
import { tiktokSite } from './tiktok-site.ts';
import { youtubeSite } from './youtube-site.ts';

export async function startSites(clock: FarClock): Promise<Record<Target, Site>> {
  const [web, sky, mast, disc, slack, tele, x, pin, red, face, thr, gram, tok, link, tube, box, bare] =
    await Promise.all([
      webSite(clock),
      skySite(clock),
      mastSite(clock),
      discSite(clock),
      slackSite(clock),
      teleSite(clock),
      xSite(clock),
      pinSite(clock),
      redSite(clock),
      facebookSite(clock),
      graphSite(clock, 'threads'),
      graphSite(clock, 'instagram'),
      tiktokSite(clock),
      linkSite(clock),
      youtubeSite(clock),
      stubSite(/^\/containers\/[^/]+\/publish$/),
      stubSite(/^\/posts$/),
    ]);
  return { web, sky, mast, disc, slack, tele, x, pin, red, face, thr, gram, tok, link, tube, box, bare };
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

async function skySite(clock: FarClock): Promise<Site> {
  const far = await new TestPds(clock).start();
  const videos = TestVideoService.beside(far);
  return {
    ...shared(far, /putRecord$/),
    gives: ({ path }) => /\.upload(Blob|Video)$/.test(path),
    clear: () => {
      far.clear();
      videos.jobs.clear();
    },
    account: far.account,
    ...{ server: far.server, said: (text) => far.said(text) },
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
    gives: ({ method, path }) => method === 'POST' && path.endsWith('/media'),
    account: far.account,
    ...{ server: far.server, said: (text) => far.said(text) },
    broken: { status: 500, body: PAGE },
  };
}

async function discSite(clock: FarClock): Promise<Site> {
  const far = await startDiscord(clock);
  const server = await before(new URL(far.discord.apiUrl).origin);
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
  const server = await before(far.telegram.apiUrl);
  const refused = (code: number, description: string, parameters?: object) =>
    json(code, { ok: false, error_code: code, description, ...(parameters && { parameters }) });
  return {
    ...shared(
      { live: far.live, clear: far.clear, stop: () => both(server, far) },
      /\/send(Message|Photo|Video|MediaGroup)$/,
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
  const far = await startX(clock, { processing: 2_000 });
  const server = await before(far.x.url);
  const refused = (status: number, title: string, detail = title) =>
    json(status, problem(status, title, detail).body);
  return {
    ...shared({ live: far.live, clear: far.clear, stop: () => both(server, far) }, /\/2\/tweets$/),
    gives: ({ method, path }) => method === 'POST' && path.startsWith('/2/media/upload'),
    account: { ...far.account, api_url: server.url },
    server,
    limited: json(429, problem(429, 'Too Many Requests', 'Too Many Requests').body, { 'retry-after': '7' }),
    broken: refused(503, 'Service Unavailable'),
    refusal: refused(400, 'Invalid Request', 'Not like this.'),
    ...door(refused(401, 'Unauthorized')),
  };
}

async function pinSite(clock: FarClock): Promise<Site> {
  const far = await startPinterest(clock, { processing: 2_000 });
  const server = await before(far.pinterest.url);
  const refused = (status: number, code: number, message: string) => json(status, { code, message });
  return {
    ...shared({ live: far.live, clear: far.clear, stop: () => both(server, far) }, /\/v5\/pins$/),
    gives: ({ method, path }) => method === 'POST' && /^\/(v5\/media$|bucket\/)/.test(path),
    account: { ...far.account, board: RECIPES, api_url: server.url },
    server,
    wordsOf: ({ body }) => (JSON.parse(body.toString('utf8')) as { description: string }).description,
    limited: refused(429, 8, 'You have exceeded your rate limit. Try again later.'),
    broken: refused(500, 11, 'Unexpected error.'),
    refusal: refused(400, 1, 'Not like this.'),
    ...door(refused(401, 2, 'Authentication failed.')),
  };
}

async function redSite(clock: FarClock): Promise<Site> {
  const far = await startReddit(clock);
  const server = await before(far.reddit.url);
  const told = (error: string[], more = {}) => json(200, { json: { errors: [error], ...more } });
  const limit = 'Take a break for 7 seconds before trying again.';
  return {
    ...shared({ live: far.live, clear: far.clear, stop: () => both(server, far) }, /\/api\/submit$/),
    account: { ...far.account, community: 'kites', api_url: server.url },
    server,
    wordsOf: ({ body }) => new URLSearchParams(body.toString('utf8')).get('text') ?? '',
    limited: told(['RATELIMIT', limit, 'ratelimit'], { ratelimit: 7 }),
    broken: json(500, { message: 'Internal Server Error', error: 500 }),
    refusal: told(['RULES', 'Not like this.', 'text']),
    ...door(json(401, { message: 'Unauthorized', error: 401 })),
  };
}

async function linkSite(clock: FarClock): Promise<Site> {
  const far = await startLinkedIn(clock, { processing: 2_000 });
  const server = await before(far.linkedin.url);
  const told = (status: number, message: string, more = {}) => json(status, { status, message, ...more });
  return {
    ...shared({ live: far.live, clear: far.clear, stop: () => both(server, far) }, /\/rest\/posts$/),
    gives: ({ method, path }) => method !== 'GET' && /^\/(rest\/(images|videos)$|upload\/)/.test(path),
    // Alive on every date at which a run may begin.
    account: { ...far.account, api_url: server.url, version: '202603' },
    server,
    wordsOf: ({ body }) => (JSON.parse(body.toString('utf8')) as { commentary: string }).commentary,
    // It never says when to come back.
    limited: told(429, 'Resource level throttle limit for calls to this resource is reached.'),
    broken: told(500, 'Internal Server Error'),
    refusal: told(422, 'ERROR :: /commentary :: Not like this.'),
    ...door(told(401, 'The token used in the request has expired', { code: 'EXPIRED_ACCESS_TOKEN' })),
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
