/** Attack: a network's server answers drop by drop, without end, or falls silent, to hold workers and fill the memory. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { AnswerTooLarge, limitedFetch } from '../../src/kit/limited-fetch.ts';
import { ask } from '../../src/media/internet.ts';
import { connections } from '../../src/networks/connections.ts';
import { fetchWithin } from '../../src/networks/http.ts';
import { post } from '../../src/networks/webhook/post.ts';
import { collectGarbage } from '../kit/garbage.ts';

const MB = 1_000_000;
let answer: (response: ServerResponse) => void;
let sent = 0;
/** What was asked for. */
let closed: (string | undefined)[] = [];
const server = createServer((request, response) => {
  response.on('close', () => closed.push(request.url));
  answer(response);
});
let collecting: NodeJS.Timeout | undefined;
let url = '';

// Its library is loaded before the time counts.
beforeAll(async () => void (await connections()));
beforeEach(async () => {
  [sent, closed] = [0, []];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  clearInterval(collecting);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Whatever only weak references hold is gone then. */
function collectOften(): void {
  collecting = setInterval(collectGarbage, 20);
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write('1'), 20);
  response.on('close', () => clearInterval(timer));
}

function pour(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(64_000, '1');
  const more = () => {
    while (!response.destroyed) {
      sent += chunk.length;
      if (!response.write(chunk)) return void response.once('drain', more);
    }
  };
  more();
}

function fallSilent(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{');
}

test('an answer that drips ends at the deadline, however often garbage is collected', async () => {
  answer = drip;
  collectOften();
  // Only the body is held: what was asked is gone, as in a client that reads by and by.
  const reading = fetchWithin(1_000)(url).then((response) => response.text());
  await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' });
  await expect.poll(() => closed).toHaveLength(1);
});

test('one that nobody reads is let go of at the deadline as well', async () => {
  answer = drip;
  collectOften();
  const path = await headThere();
  await expect.poll(() => closed, { timeout: 30_000 }).toContain(path);
});

/** Asks with the first deadline that leaves time for the head, which takes a busy machine more than a second. */
async function headThere(): Promise<string> {
  for (const deadline of [200, 1_000, 4_000, 16_000]) {
    const path = `/${deadline}`;
    const response = await fetchWithin(deadline)(`${url}${path}`).catch(() => undefined);
    if (response) return path;
  }
  throw new Error('No head came.');
}

test('an answer without end is not read to the end of the memory', async () => {
  answer = pour;
  const reading = (await fetchWithin(60_000)(url)).text();
  await expect(reading).rejects.toBeInstanceOf(AnswerTooLarge);
  expect(sent).toBeLessThan(40 * MB);
});

test('an answer that falls silent ends before its deadline', async () => {
  answer = fallSilent;
  collectOften();
  const limits = { deadline: 60_000, idle: 100, most: MB };
  const reading = (await limitedFetch(url, {}, limits)).text();
  await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a webhook’s receiver that drips, or never ends, ends too', async () => {
  answer = drip;
  collectOften();
  const posting = { headers: {}, body: '{}', deadline: 300 };
  await expect(post(url, posting)).rejects.toThrow('no answer in time');
  clearInterval(collecting);
  answer = pour;
  expect(await post(url, { ...posting, deadline: 60_000 })).toMatchObject({ status: 200 });
  expect(sent).toBeLessThan(10 * MB);
});

test('a page that drips ends at its deadline', async () => {
  answer = drip;
  collectOften();
  const internet = { closed: () => false, lookup: (() => {}) as never };
  // On a busy machine the deadline may come before the first byte: it ends all the same.
  const read = async () => {
    for await (const _ of await ask(new URL(url), { method: 'GET', deadline: 1_000 }, internet));
  };
  await expect(read()).rejects.toThrow('no answer in time');
});

test('what is fine is read as it is', async () => {
  answer = (response) => response.end('{"a":1}');
  const response = await fetchWithin(20_000)(url);
  expect(response).toMatchObject({ ok: true, status: 200, url: `${url}/` });
  expect(await response.json()).toEqual({ a: 1 });
  answer = (response) => response.writeHead(204).end();
  expect((await fetchWithin(20_000)(url)).status).toBe(204);
});

test('a server that takes connections and says nothing is given up', async () => {
  answer = () => {};
  collectOften();
  await expect(fetchWithin(200)(url)).rejects.toMatchObject({ name: 'TimeoutError' });
});
