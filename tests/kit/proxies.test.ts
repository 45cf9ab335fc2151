/** Everything that leaves goes through the operator's proxy: the names below are known to the proxy alone. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { readEnvironment } from '../../config/env.ts';
import { leanClient } from '../../src/chat/discord/client.ts';
import { LONGEST_HELLO, Patience } from '../../src/chat/discord/patience.ts';
import { createClient } from '../../src/chat/slack/client.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { proxyFor, setProxies } from '../../src/kit/proxies.ts';
import { fetchWithin } from '../../src/networks/http.ts';
import { NetworkError } from '../../src/networks/network.ts';
import { withPermission } from '../../src/networks/permission.ts';
import { faultOf } from '../../src/networks/transport.ts';
import { post } from '../../src/networks/webhook/post.ts';
import { type ProxyServer, startProxy } from './proxy-server.ts';

let proxy: ProxyServer;
let server: Server;
let gateway: WebSocketServer;
const seen: { path: string; body: string }[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ path: request.url ?? '', body });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, ...GATEWAY }));
  });
  gateway = new WebSocketServer({ server });
  gateway.on('connection', (socket: WebSocket) =>
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 45_000 } })),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(async () => {
  const { port } = server.address() as AddressInfo;
  seen.length = 0;
  proxy = await startProxy({
    'network.test': port,
    'slack.test': port,
    'discord.test': port,
    'gateway.test': port,
  });
  const url = proxy.url.replace('//', '//u%40x:p%2Fw@');
  const environment = { HTTP_PROXY: url, HTTPS_PROXY: url, NO_PROXY: 'near.test' };
  await setProxies(readEnvironment(environment).proxies ?? {});
});
afterEach(async () => {
  await setProxies({});
  await proxy.close();
});
afterAll(async () => {
  gateway.close();
  server.closeAllConnections();
  server.close();
});

/** As Discord tells a bot where its gateway is. */
const GATEWAY = {
  url: 'ws://gateway.test',
  shards: 1,
  session_start_limit: { total: 1_000, remaining: 1_000, reset_after: 0, max_concurrency: 1 },
};

const body = 'x'.repeat(20_000);

test('a network, with leave asked for before each piece', async () => {
  let asked = 0;
  const sent = await withPermission(
    () => {
      asked += 1;
    },
    () => fetchWithin(5_000)('http://network.test/post', { method: 'POST', body }),
  );
  expect(sent.status).toBe(200);
  expect(asked).toBeGreaterThan(2);
  expect(seen).toEqual([{ path: '/post', body }]);
  expect(proxy.asked).toEqual(['network.test:80']);
  expect(proxy.key()).toBe(`Basic ${Buffer.from('u@x:p/w').toString('base64')}`);
});

test('a network, which gets no whole body when leave is taken back', async () => {
  let left = 2;
  const sending = withPermission(
    () => {
      left -= 1;
      if (left < 0) throw new NetworkError('unreachable', 'no leave', {});
    },
    () => fetchWithin(5_000)('http://network.test/post', { method: 'POST', body }),
  );
  await expect(sending).rejects.toThrow();
  expect(seen.filter((one) => one.body === body)).toEqual([]);
});

test('a webhook, with leave asked for', async () => {
  let asked = 0;
  const sent = await withPermission(
    () => {
      asked += 1;
    },
    () => post('http://network.test/hook', { headers: {}, body, deadline: 5_000 }),
  );
  expect(sent.status).toBe(200);
  expect(asked).toBeGreaterThan(1);
  expect(seen).toEqual([{ path: '/hook', body }]);
  expect(proxy.asked).toEqual(['network.test:80']);
  expect(proxy.key()).toBe(`Basic ${Buffer.from('u@x:p/w').toString('base64')}`);
});

test('Slack', async () => {
  const log = createLog('silent');
  const client = createClient({ botToken: 'xoxb-1', apiUrl: 'http://slack.test/api/', log });
  expect((await client.auth.test()).ok).toBe(true);
  expect(proxy.asked).toEqual(['slack.test:80']);
});

test("Discord's REST API and its gateway", async () => {
  const log = createLog('silent');
  const options = { token: 'd', apiUrl: 'http://discord.test/api', log, clock: systemClock };
  const media = () => Promise.reject(new Error('none'));
  const patience = new Patience(LONGEST_HELLO);
  const client = await leanClient({ ...options, media }, 0, patience);
  const connected = once(gateway, 'connection');
  client.login('d').catch(() => {});
  const [socket] = await connected;
  // It answers the hello by saying who it is.
  await once(socket, 'message');
  // Its client would wait for the gateway to say that it is ready.
  patience.giveUp();
  void client.destroy();
  expect(proxy.asked).toEqual(['discord.test:80', 'gateway.test:80']);
});

test('what a proxy lets not through was surely not sent', async () => {
  const byFetch = await fetchWithin(5_000)('http://closed.test/', { method: 'POST', body }).catch(faultOf);
  expect(byFetch).toMatchObject({ kind: 'connect' });
  const byPost = await post('http://closed.test/', { headers: {}, body, deadline: 5_000 }).catch(faultOf);
  expect(byPost).toMatchObject({ kind: 'connect' });
  await setProxies({ http: 'http://127.0.0.1:1' });
  expect(
    await fetchWithin(5_000)('http://closed.test/', { method: 'POST', body }).catch(faultOf),
  ).toMatchObject({
    kind: 'connect',
  });
});

test.each([
  ['https://example.org/', 'http://s'],
  ['wss://example.org/', 'http://s'],
  ['http://example.org/', 'http://p'],
  ['ws://example.org/', 'http://p'],
  ['http://127.0.0.1:3210/', undefined],
  ['http://localhost/', undefined],
  ['http://[::1]/', undefined],
  ['https://near.test/', undefined],
  ['https://a.near.test/', undefined],
  ['https://nearer.test/', 'http://s'],
  ['https://a.dotted.test/', undefined],
  ['https://starred.test/', undefined],
  ['https://port.test:8443/', undefined],
  ['https://port.test/', 'http://s'],
  ['https://10.200.3.4/', undefined],
  ['https://[::ffff:10.1.2.3]/', undefined],
  ['https://11.0.0.1/', 'http://s'],
  ['https://192.0.2.7:8443/', undefined],
  ['https://192.0.2.7/', 'http://s'],
  ['https://[2001:db8::1]/', undefined],
  ['https://[2001:db8::2]/', 'http://s'],
  ['https://[fd12:3456::1]/', undefined],
  ['https://[2001:db8:1::1]:444/', undefined],
  ['https://[2001:db8:1::1]/', 'http://s'],
  ['https://ended.test/', undefined],
  ['https://near.test./', undefined],
  ['https://www.bücher.test/', undefined],
  ['https://10.0.0.0.test/', 'http://s'],
])('%s goes by %s', async (address, expected) => {
  const none = `near.test, .dotted.test *.starred.test,port.test:8443,10.0.0.0/8,192.0.2.7:8443,2001:db8::1,fd00::/8,
    [2001:db8:1::1]:444,ended.test.,Bücher.test`;
  await setProxies({ http: 'http://p', https: 'http://s', none });
  expect(proxyFor(address)).toBe(expected);
});

test('the environment may name them in small letters, and all hosts as exempt', async () => {
  const { proxies } = readEnvironment({ https_proxy: 'http://s', no_proxy: '*' });
  expect(proxies).toEqual({ https: 'http://s', none: '*' });
  await setProxies(proxies ?? {});
  expect(proxyFor('https://example.org')).toBeUndefined();
});
