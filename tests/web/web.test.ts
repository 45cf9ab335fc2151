import { once } from 'node:events';
import { Agent, get, request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/kit/finding.ts';
import { createLog } from '../../src/kit/log.ts';
import { createMetrics } from '../../src/web/metrics.ts';
import { createWeb, type Web, type WebOptions } from '../../src/web/web.ts';

const started: Web[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((web) => web.stop(0)));
});

describe('the pages', () => {
  it('tells that the process lives', async () => {
    const answer = await fetch(`${await start()}/healthz`);
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('tells that all is connected, and otherwise what is not', async () => {
    let database: string | undefined;
    const address = await start({ health: async () => ({ database, queue: undefined }) });
    const ready = await fetch(`${address}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
    database = 'no connection';
    const unready = await fetch(`${address}/readyz`);
    expect([unready.status, await unready.json()]).toEqual([
      503,
      { status: 'not ready', reasons: { database: 'no connection' } },
    ]);
  });

  it('tells what wants a look beside it, which makes nothing unready', async () => {
    let escalations: string | undefined = 'nobody watches';
    const address = await start({ concerns: async () => ({ escalations }) });
    const told = await fetch(`${address}/readyz`);
    expect([told.status, await told.json()]).toEqual([
      200,
      { status: 'ready', details: { escalations: 'nobody watches' } },
    ]);
    escalations = undefined;
    expect(await (await fetch(`${address}/readyz`)).json()).toEqual({ status: 'ready' });
  });

  it('gives how the auditor of the escalations fares, once it has looked', async () => {
    const metrics = createMetrics();
    let figures: { age: number; missed: number; isHeard: boolean } | undefined;
    metrics.watchAuditor(async () => figures);
    expect(await metrics.text()).toMatch(/bellwether_escalation_steps_missed 0/);
    figures = { age: 61_500, missed: 2, isHeard: false };
    const text = await metrics.text();
    expect(text).toContain('bellwether_escalation_audit_age_seconds 61.5');
    expect(text).toContain('bellwether_escalation_steps_missed 2');
    expect(text).toContain('bellwether_escalation_heartbeat_ok 0');
  });

  it('gives the metrics in the format of Prometheus', async () => {
    const metrics = createMetrics();
    metrics.delivered('bluesky', 'sent');
    metrics.late('bluesky', 12);
    metrics.ran('publish-due', 'done');
    const answer = await fetch(`${await start({ metrics: metrics.text })}/metrics`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toContain('bellwether_deliveries_total{network="bluesky",outcome="sent"} 1');
    expect(text).toContain('bellwether_delivery_lateness_seconds_bucket{le="0.01",network="bluesky"} 0');
    expect(text).toContain('bellwether_delivery_lateness_seconds_bucket{le="0.025",network="bluesky"} 1');
    expect(text).toContain('bellwether_jobs_total{job="publish-due",outcome="done"} 1');
    expect(text).toMatch(/process_resident_memory_bytes \d{7,}/);
  });

  it('answers HEAD without a body, and refuses what is neither GET nor HEAD', async () => {
    const address = await start();
    const head = await fetch(`${address}/healthz`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const post = await fetch(`${address}/readyz`, { method: 'POST', body: '{}' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('says in JSON that a path is unknown', async () => {
    const answer = await fetch(`${await start()}/nowhere`);
    expect([answer.status, await answer.json()]).toEqual([404, { error: 'not found' }]);
  });

  it('tells a person nothing of what broke, and the log everything', async () => {
    const lines: string[] = [];
    const log = createLog('error', { write: (line) => lines.push(line) });
    const fail = () => Promise.reject(new Error('secret detail'));
    const address = await start({ log, health: fail, metrics: fail });
    const unready = await fetch(`${address}/readyz`);
    expect([unready.status, await unready.json()]).toEqual([
      503,
      { status: 'not ready', reasons: { health: 'could not be told' } },
    ]);
    const answer = await fetch(`${address}/metrics`);
    expect([answer.status, await answer.json()]).toEqual([500, { error: 'internal error' }]);
    expect(lines.filter((line) => line.includes('secret detail'))).toHaveLength(2);
  });
});

describe('what is mounted', () => {
  it('is reached by its prefix, the longest first, and never in place of the own pages', async () => {
    const address = await start({
      mounts: [says('/', 'root'), says('/slack/events', 'slack'), says('/slack', 'shorter')],
    });
    expect(await text(`${address}/slack/events`)).toBe('slack /slack/events');
    expect(await text(`${address}/slack/events/more?x=1`)).toBe('slack /slack/events/more?x=1');
    expect(await text(`${address}/slack/eventsx`)).toBe('shorter /slack/eventsx');
    expect(await text(`${address}/anything`)).toBe('root /anything');
    expect(await text(`${address}/healthz?x`)).toBe('{"status":"ok"}');
  });

  it('answers with the security headers too, and so does every other answer', async () => {
    const address = await start({ mounts: [says('/mounted', 'x')] });
    for (const path of ['/mounted', '/healthz', '/nowhere', '/metrics']) {
      const { headers } = await fetch(address + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('breaks alone: its error is a 500, and the rest goes on', async () => {
    const broken = { prefix: '/broken', listener: () => Promise.reject(new Error('inside')) };
    const address = await start({ mounts: [broken] });
    expect((await fetch(`${address}/broken`)).status).toBe(500);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  it('takes WebSockets where it can; elsewhere they are refused', async () => {
    const mount = {
      ...says('/live', 'x'),
      upgrade: (_request: unknown, socket: NodeJS.WritableStream) => socket.end('HTTP/1.1 101 Taken\r\n\r\n'),
    };
    const address = await start({ mounts: [mount] });
    expect(await upgraded(`${address}/live`)).toBe(101);
    expect(await upgraded(`${address}/elsewhere`)).toBe(404);
  });
});

describe('starting and stopping', () => {
  it('says that a port is in use, and what to do', async () => {
    const port = Number(new URL(await start()).port);
    const second = createWeb(options({ port })).start();
    await expect(second).rejects.toBeInstanceOf(Refusal);
    await expect(second).rejects.toMatchObject({
      findings: [
        {
          field: 'PORT',
          message: `Port ${port} of 127.0.0.1 is in use.`,
          remedy: expect.stringContaining('0 takes a free one'),
        },
      ],
    });
  });

  it('says that a host is not of this machine', async () => {
    await expect(createWeb(options({ host: '192.0.2.1' })).start()).rejects.toMatchObject({
      findings: [{ field: 'HOST' }],
    });
  });

  it('closes connections that are kept open and idle at once', async () => {
    const agent = new Agent({ keepAlive: true });
    const web = createWeb(options());
    const address = await web.start();
    const [answer] = await once(get(`${address}/healthz`, { agent }), 'response');
    answer.resume();
    await once(answer, 'end');
    const begun = performance.now();
    await web.stop(60_000);
    // Left alone, node would keep it for 5 s.
    expect(performance.now() - begun).toBeLessThan(4000);
    agent.destroy();
  });

  it('lets an answer finish that was begun, and ends its connection', async () => {
    const { web, address, held } = await startHolding();
    const agent = new Agent({ keepAlive: true });
    const asked = get(`${address}/held`, { agent });
    const response = once(asked, 'response');
    const answer = await held;
    const stopped = web.stop(60_000);
    answer('late');
    const [received] = await response;
    expect(received.headers.connection).toBe('close');
    received.setEncoding('utf8');
    expect(await once(received, 'data')).toEqual(['late']);
    await stopped;
    agent.destroy();
  });

  it('cuts what does not finish within the deadline, WebSockets too', async () => {
    const { web, address, held } = await startHolding();
    const asked = get(`${address}/held`);
    const failed = once(asked, 'error');
    const { port } = new URL(address);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('GET /held HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await Promise.all([held, once(socket, 'data')]);
    const ended = once(socket, 'close');
    await web.stop(20);
    await Promise.all([failed, ended]);
  });

  it('may be stopped before it was started, and twice', async () => {
    const web = createWeb(options());
    await web.stop();
    await web.start();
    await web.stop();
    await web.stop();
  });
});

function options(more: Partial<WebOptions> = {}): WebOptions {
  return {
    host: '127.0.0.1',
    port: 0,
    log: createLog('silent'),
    health: async () => ({}),
    metrics: async () => '',
    ...more,
  };
}

async function start(more: Partial<WebOptions> = {}): Promise<string> {
  const web = createWeb(options(more));
  started.push(web);
  return web.start();
}

/** A server whose `/held` waits until it is told what to answer. */
async function startHolding() {
  let tell: (answer: (words: string) => void) => void = () => {};
  const held = new Promise<(words: string) => void>((resolve) => {
    tell = resolve;
  });
  const mount: NonNullable<WebOptions['mounts']>[number] = {
    prefix: '/held',
    listener: (_request, response) => tell((words) => response.end(words)),
    upgrade: (_request, socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
  };
  const web = createWeb(options({ mounts: [mount] }));
  started.push(web);
  return { web, address: await web.start(), held };
}

function says(prefix: string, name: string): NonNullable<WebOptions['mounts']>[number] {
  return { prefix, listener: (request, response) => response.end(`${name} ${request.url}`) };
}

async function text(url: string): Promise<string> {
  return (await fetch(url)).text();
}

async function upgraded(url: string): Promise<number | undefined> {
  const asked = request(url, { headers: { connection: 'Upgrade', upgrade: 'websocket' } });
  asked.end();
  const answer = await Promise.race([once(asked, 'response'), once(asked, 'upgrade')]);
  asked.destroy();
  return answer[0].statusCode;
}
